//! The reading room as scripts: a screen, some keys, another screen.
use crate::desk::Desk;
use whosaid::tui::effect::Effect;
use whosaid::tui::take::{Form, Target};

fn desk(size: (u16, u16)) -> Desk {
    Desk::new(size, "ansi", false)
}

#[test]
fn pictures_of_choices_prompts_and_the_line_to_find() {
    let mut desk = Desk::new((80, 24), "mono", false);
    desk.keys("3y");
    desk.compare("choices-80x24-mono");
    desk.keys("<esc>E");
    desk.compare("export-80x24-mono");
    desk.keys("<esc>|");
    desk.compare("pipe-80x24-mono");
    let mut desk = Desk::new((120, 40), "contrast", false);
    desk.keys("2/the");
    desk.compare("find-120x40");
}

#[test]
fn after_a_first_key_the_choices_stand_until_another_comes() {
    let mut desk = desk((80, 24));
    let before = desk.text();
    desk.keys("g");
    let text = desk.text();
    assert!(text.contains("Show the text as it came") && text.contains("Empty the query"), "{text}");
    desk.keys("<esc>");
    assert_eq!(desk.text(), before);
    desk.keys("gr");
    assert!(desk.text().contains("Text as it came"), "{}", desk.text());
}

#[test]
fn words_are_found_in_the_body_and_beyond_its_end() {
    let mut desk = desk((120, 40));
    desk.keys("2/ada");
    assert!(desk.text().contains("find: ada") && desk.text().contains("1 place"), "{}", desk.text());
    assert_eq!(desk.state.body.hit, Some(0));
    desk.keys("<enter>n");
    assert_eq!((desk.state.list.selected, desk.state.body.hit), (1, Some(0)), "the next article that has it");
    desk.keys("n");
    assert!(desk.text().contains("this was the last place"), "{}", desk.text());
    desk.keys("N");
    assert_eq!(desk.state.list.selected, 0);
    desk.keys("/<ctrl-u>herring");
    assert!(desk.text().contains("not in this article"), "{}", desk.text());
    desk.keys("<enter>");
    assert!(desk.text().contains("The herring fair drew"), "{}", desk.text());
    desk.keys("/<ctrl-u>nowhere at all<enter>");
    assert!(desk.text().contains("not in this article, and in none after it"), "{}", desk.text());
    desk.keys("<esc>");
    assert!(desk.state.find.query.is_none(), "Esc forgets what was looked for");
    assert_eq!(desk.state.found.rows.len(), 4, "the query is what it was");
}

#[test]
fn giving_up_a_find_keeps_the_one_before() {
    let mut desk = desk((80, 24));
    desk.keys("2/ada<enter>/<ctrl-u>zzz<esc>");
    assert_eq!(desk.state.find.input.text(), "ada");
    assert_eq!(desk.state.body.hits.len(), 1);
}

#[test]
fn a_quotation_is_copied_in_five_forms() {
    let mut desk = desk((120, 40));
    let mut copied = |keys: &str| {
        desk.keys(keys);
        match desk.effects.last() {
            Some(Effect::Copy(text)) => text.clone(),
            other => panic!("{keys} copies nothing: {other:?}"),
        }
    };
    let words = "We have waited eleven years for this, and the boats cannot wait a twelfth,";
    assert_eq!(copied("3yw"), words);
    let citation = copied("yc");
    assert!(citation.starts_with(&format!("“{words}” (Ada Quayle, quoted in “Board votes")), "{citation}");
    assert!(citation.contains("The Tern, 4 November 2025") && citation.ends_with("machine, 0.93)"), "{citation}");
    let bibtex = copied("yb");
    assert!(bibtex.starts_with("@article{") && bibtex.contains("journal = {The Tern}"), "{bibtex}");
    let json: serde_json::Value = serde_json::from_str(&copied("yj")).expect("JSON");
    assert_eq!((json["speaker"].as_str(), json["text"].as_str()), (Some("Ada Quayle"), Some(words)));
    assert_eq!(copied("yp"), "tern/the ha.txt");
    desk.keys("yu");
    assert!(desk.text().contains("the article has no address"), "{}", desk.text());
}

#[test]
fn only_the_web_is_opened_and_the_editor_gets_the_line() {
    let mut desk = desk((120, 40));
    desk.keys("3je");
    assert_eq!(desk.effects.pop(), Some(Effect::Edit("tern/the ha.txt".to_string(), 7)));
    desk.keys("o");
    assert!(desk.text().contains("the article has no address"), "{}", desk.text());
    let addresses = [
        ("https://tern.example/a?b=c", true),
        ("file:///etc/passwd", false),
        ("https://x/\u{202e}y", false),
        ("-x", false),
    ];
    for (address, web) in addresses {
        let mut other = crate::desk::articles().remove(0);
        other.url = Some(address.to_string());
        desk.restock(vec![other], None);
        desk.effects.clear();
        desk.keys("o");
        assert_eq!(desk.effects == [Effect::Open(address.to_string())], web, "{address:?}: {:?}", desk.effects);
    }
}

#[test]
fn the_result_is_exported_and_piped_as_the_query_has_it() {
    let mut desk = desk((120, 40));
    desk.keys("/speaker:marrow<enter>E<ctrl-u>a.doc<enter>");
    assert!(desk.text().contains("no format is called .doc"), "{}", desk.text());
    desk.keys("<ctrl-u>out.md<enter>");
    let Some(Effect::Take(taking)) = desk.effects.pop() else { panic!("nothing is taken") };
    assert_eq!(taking.target, Target::File("out.md".to_string(), Form::Markdown));
    let mut text = Vec::new();
    let mut rows = taking.rows.clone().into_iter().map(Ok);
    whosaid::tui::take::write(&taking, &mut rows, Form::Markdown, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.matches("\n> “").count(), 3, "the rows of the screen and no others:\n{text}");
    assert!(text.contains("Tom Marrow, as “he said” (direct; attribution: machine, 0.93)"), "{text}");
    desk.keys("E<ctrl-u>out.csl.json<enter>");
    let Some(Effect::Take(taking)) = desk.effects.pop() else { panic!("nothing is exported") };
    let Target::File(_, form) = &taking.target else { panic!("a file") };
    let mut items = Vec::new();
    let mut rows = taking.rows.clone().into_iter().map(Ok);
    whosaid::tui::take::write(&taking, &mut rows, *form, &mut items).unwrap();
    let items: serde_json::Value = serde_json::from_slice(&items).unwrap();
    assert_eq!(items[0]["issued"]["date-parts"], serde_json::json!([[2025, 11, 4]]));
    assert!(items[0]["note"].as_str().unwrap().starts_with("Tom Marrow: “a bill"), "{items}");
    desk.keys("|wc -l<enter>");
    let Some(Effect::Take(taking)) = desk.effects.pop() else { panic!("nothing is piped") };
    assert_eq!((taking.target, taking.query.as_str()), (Target::Command("wc -l".to_string()), "speaker:marrow"));
}

#[test]
fn what_the_reader_makes_is_kept_shown_undone_and_done_again() {
    use whosaid::library::{Act, Mark};
    use whosaid::tui::librarian::Task;
    use whosaid::tui::mending::Making;
    let file = std::env::temp_dir().join(format!("whosaid-room-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let mut desk = desk((120, 40));
    desk.restock(crate::desk::articles(), Some(&file));
    desk.keys("3j");
    let article = desk.state.article().unwrap().clone();
    let speaker = |desk: &Desk| desk.state.article().unwrap().quotes[1].canonical.clone();
    assert_eq!(speaker(&desk).as_deref(), Some("Ada Quayle"));
    let act = Act::Speaker { name: Some("Tom Marrow".into()) };
    let make = |mark: Mark| Task::Make(Making::Marks(vec![mark], String::new()));
    desk.does(make(Mark::about(&article, &article.quotes[1], act)));
    desk.does(make(Mark::on(&article, Act::Star { on: true })));
    assert_eq!(speaker(&desk).as_deref(), Some("Tom Marrow"), "{}", desk.text());
    assert!(desk.state.article().unwrap().made.starred);
    assert_eq!(desk.state.quotes.selected, 1, "the reader stays where they were");
    desk.does(Task::Make(Making::Undo));
    assert!(!desk.state.article().unwrap().made.starred);
    desk.does(Task::Make(Making::Undo));
    assert_eq!(speaker(&desk).as_deref(), Some("Ada Quayle"));
    desk.does(Task::Make(Making::Undo));
    assert!(desk.text().contains("there is nothing to undo"), "{}", desk.text());
    desk.does(Task::Make(Making::Redo));
    assert!(desk.text().contains("done again: “overdue” is Tom Marrow's"), "{}", desk.text());
    // Another library that holds the same article shows it, too.
    desk.restock(crate::desk::articles(), Some(&file));
    desk.keys("gg");
    assert_eq!(speaker(&desk).as_deref(), Some("Tom Marrow"));
    desk.restock(crate::desk::articles(), Some(&file.with_extension("none")));
    std::fs::create_dir(file.with_extension("none")).unwrap();
    desk.does(make(Mark::on(&article, Act::Star { on: true })));
    assert!(desk.text().contains("it could not be kept"), "{}", desk.text());
    assert!(!desk.state.article().unwrap().made.starred && !desk.state.waiting, "what is not kept is not shown");
    std::fs::remove_file(&file).unwrap();
    std::fs::remove_dir(file.with_extension("none")).unwrap();
}

#[test]
fn an_answer_that_comes_late_still_leads_to_its_quotation() {
    use whosaid::library::Cancel;
    use whosaid::tui::librarian::Task;
    use whosaid::tui::update::update;
    let mut desk = desk((120, 40));
    let typed =
        |c: char| whosaid::tui::message::Msg::Key(whosaid::tui::key::Key::parse(&c.to_string()).unwrap().into());
    let mut asked = None;
    // As in a terminal: keys come while the library is still at work.
    for c in "/speaker:marrow".chars() {
        for effect in update(&mut desk.state, typed(c)) {
            if let Effect::Search(n, line) = effect {
                asked = Some((n, line));
            }
        }
    }
    assert_eq!(desk.state.quotes.selected, 0);
    let (n, line) = asked.unwrap();
    desk.does(Task::Search(n, line, Cancel::default()));
    assert_eq!((desk.state.quotes.selected, desk.state.found.quotes), (2, 3), "the first that answers");
}

#[test]
fn the_quotations_of_all_articles_are_one_list() {
    let mut desk = desk((120, 40));
    let place = |desk: &Desk| {
        let (article, quote) = desk.state.article().zip(desk.state.quote()).unwrap();
        quote.span.of(&article.body).chars().take(12).collect::<String>()
    };
    desk.keys("33");
    let text = desk.text();
    assert!(text.contains("3 Quotes  all found") && text.contains("1/9"), "{text}");
    desk.keys("jjjjjj");
    assert_eq!(place(&desk), "asleep, not ", "past the last of an article comes the first of the next");
    desk.keys("k");
    assert_eq!(
        (place(&desk).as_str(), desk.state.list.selected),
        ("delays", 0),
        "and back to the last of the one before"
    );
    desk.keys("G");
    assert_eq!(place(&desk), "Somebody is ", "the last article, and its first quotation");
    desk.keys("gg{}}");
    assert_eq!(place(&desk), "Somebody is ", "from article to article; one without quotations has no row");
    desk.keys("1/speaker:quayle<enter>3");
    assert!(desk.text().contains("1/3"), "{}", desk.text());
    desk.keys("jjm");
    assert_eq!((place(&desk).as_str(), desk.state.article().unwrap().made.stars.len()), ("asleep, not ", 1));
    desk.keys("<space>k<space>x0");
    assert_eq!(desk.state.found.quotes, 1, "{}", desk.text());
    desk.keys("ugq");
    assert!(!desk.text().contains("  all found"), "{}", desk.text());
    desk.keys("1/nothing-like-it<enter>33");
    assert!(desk.text().contains("No quotation is found."), "{}", desk.text());
}
