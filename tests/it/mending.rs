//! Judging and mending at the screen: keys, what is kept, what the screen then shows.
use crate::desk::Desk;
use whosaid::library::Act;

fn desk() -> Desk {
    Desk::new((120, 40), "ansi", false)
}

/// The quotation with the keys: its words' start, who said it, and whether that was made by the reader.
fn current(desk: &Desk) -> (String, Option<String>, String) {
    let (article, quote) = desk.state.article().zip(desk.state.quote()).unwrap();
    let words = quote.span.of(&article.body).chars().take(10).collect();
    (words, quote.canonical.clone(), quote.how.to_string())
}

fn acts(desk: &Desk) -> Vec<Act> {
    desk.librarian
        .marks()
        .all()
        .filter(|(_, m, holds)| *holds && !m.act.is_turn())
        .map(|(_, m, _)| m.act.clone())
        .collect()
}

#[test]
fn a_digit_gives_the_quotation_to_another_and_u_takes_it_back() {
    let mut desk = desk();
    desk.keys("3x");
    let text = desk.text();
    assert!(text.contains("1      Tom Marrow") && text.contains("right: Ada Quayle"), "{text}");
    desk.keys("1");
    assert_eq!(current(&desk), ("We have wa".into(), Some("Tom Marrow".into()), "corrected".into()));
    let text = desk.text();
    assert!(text.contains("kept: Tom Marrow said “We have waited eleven"), "{text}");
    assert!(text.contains("Tom Marrow") && text.contains(" you direct"), "{text}");
    desk.keys("w");
    assert!(desk.text().contains("corrected by you"), "{}", desk.text());
    desk.keys("<esc>u");
    assert_eq!(current(&desk).1.as_deref(), Some("Ada Quayle"));
    assert!(desk.text().contains("undone: “We have waited"), "{}", desk.text());
    desk.keys("<ctrl-r>");
    assert_eq!(current(&desk).1.as_deref(), Some("Tom Marrow"));
    desk.keys("uu");
    assert!(desk.text().contains("there is nothing to undo"), "{}", desk.text());
}

#[test]
fn a_name_is_picked_or_typed_and_words_are_no_quotation() {
    let mut desk = desk();
    desk.keys("3x/marr<enter>");
    assert_eq!(current(&desk).1.as_deref(), Some("Tom Marrow"));
    desk.keys("jx/Hedda Ost<enter>");
    assert_eq!(current(&desk).1.as_deref(), Some("Hedda Ost"), "nobody had this name before");
    desk.keys("x0");
    assert_eq!(current(&desk).1, None);
    let all = desk.state.article().unwrap().quotes.len();
    desk.keys("xo");
    assert_eq!(desk.state.article().unwrap().quotes.len(), all - 1);
    assert_eq!(current(&desk).0, "a bill tha", "the next one has its place");
    desk.keys("uuuuu");
    assert_eq!((acts(&desk).len(), desk.state.article().unwrap().quotes.len()), (0, all));
}

#[test]
fn one_judgement_for_all_that_are_alike_or_selected() {
    let mut desk = desk();
    desk.keys("3x");
    assert!(desk.text().contains("[ ] the same for 1 other like it"), "{}", desk.text());
    desk.keys("a");
    assert!(desk.text().contains("[x] the same for 1 other like it"), "{}", desk.text());
    desk.keys("1");
    assert_eq!(acts(&desk).len(), 2);
    assert!(desk.text().contains(", and 1 more"), "{}", desk.text());
    desk.keys("u");
    assert!(acts(&desk).is_empty(), "one stroke is undone as one");
    desk.keys("3gg<space><space>");
    assert!(desk.text().contains("selected: 2 quotations"), "{}", desk.text());
    desk.keys("x");
    assert!(desk.text().contains("all 2 that are selected"), "{}", desk.text());
    desk.keys("<enter>");
    let verified = desk.state.article().unwrap().made.verified.len();
    assert_eq!((verified, desk.state.picked.len()), (2, 0));
    desk.keys("1/speaker:quayle<enter>3ga");
    assert!(desk.text().contains("selected: 3 quotations"), "{}", desk.text());
    desk.keys("xo");
    assert_eq!(desk.state.found.quotes, 0);
}

#[test]
fn words_of_the_body_become_a_quotation_or_the_ends_of_one() {
    let mut desk = desk();
    desk.keys("3xvb");
    assert!(desk.state.passage.is_some());
    desk.keys("<enter>");
    let (article, quote) = desk.state.article().zip(desk.state.quote()).unwrap();
    assert_eq!(quote.span.of(&article.body), "We have waited eleven years for this, and the boats cannot wait a");
    desk.keys("ugg");
    let all = desk.state.article().unwrap().quotes.len();
    // The second word of the body, and the three after it.
    desk.keys("2vkk0lvlllx");
    assert!(desk.text().contains("A quotation that was missed: who said it?"), "{}", desk.text());
    desk.keys("quay<enter>");
    let article = desk.state.article().unwrap();
    assert_eq!((article.quotes.len(), article.quotes[0].span.of(&article.body)), (all + 1, "harbour board voted on"));
    assert_eq!(article.quotes[0].canonical.as_deref(), Some("Ada Quayle"));
}

#[test]
fn articles_get_stars_tags_notes_days_and_titles() {
    let mut desk = desk();
    desk.keys("mtboats<enter>acall back<enter>");
    let made = &desk.state.article().unwrap().made;
    assert_eq!(
        (made.starred, made.tags.as_slice(), made.notes.as_slice()),
        (true, &["boats".into()][..], &["call back".into()][..])
    );
    let text = desk.text();
    assert!(text.contains("★  #boats  note: call back"), "{text}");
    desk.keys("/tag:boats is:starred<enter>");
    assert_eq!(desk.state.found.rows.len(), 1);
    desk.keys("gcxd<ctrl-u>2024-02-30<enter>");
    assert!(desk.text().contains("`2024-02-30` is no day"), "{}", desk.text());
    desk.keys("<ctrl-u>2024-02-03<enter>t<ctrl-u>Mud<enter>q");
    let article = desk.state.article().unwrap();
    assert_eq!((article.date.unwrap().to_string().as_str(), article.title.as_deref()), ("2024-02-03", Some("Mud")));
    desk.keys("m");
    assert!(!desk.state.article().unwrap().made.starred);
}

#[test]
fn a_review_goes_through_what_is_doubtful() {
    let mut desk = desk();
    desk.keys("gv");
    assert_eq!(desk.state.query.good.line(), "is:low -is:verified");
    desk.compare("review-120x40");
    assert!(desk.text().contains("1 of 2, 0 judged"), "{}", desk.text());
    desk.keys("1");
    let text = desk.text();
    assert!(text.contains("2 of 2, 1 judged") && text.contains("Somebody is stealing"), "{text}");
    desk.keys("n");
    assert!(desk.text().contains("that was the last one: 1 quotation judged"), "{}", desk.text());
    assert_eq!((acts(&desk).len(), desk.state.query.good.line(), desk.state.found.rows.len()), (1, "", 4));
    assert_eq!(desk.state.article().unwrap().date, None, "the reader stays where the review ended");
    desk.keys("/speaker:quayle<enter>gv");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle conf:<0.95 -is:verified", "the least certain, then");
    assert!(desk.text().contains("1 of 3, 0 judged"), "{}", desk.text());
    desk.keys("<enter><enter><enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle");
    desk.keys("gv");
    assert!(desk.text().contains("nothing here is doubtful"), "{}", desk.text());
}

#[test]
fn names_are_merged_renamed_and_split() {
    let mut desk = desk();
    desk.keys("smarr<alt-m>quay<enter>");
    assert_eq!(desk.state.known.name("Tom Marrow"), "Ada Quayle");
    assert!(desk.text().contains("kept: Tom Marrow is Ada Quayle"), "{}", desk.text());
    desk.keys("s");
    assert!(desk.text().contains("1 of 1") || !desk.text().contains("Tom Marrow   "), "{}", desk.text());
    desk.keys("<alt-s>");
    assert_eq!(desk.state.known.name("Tom Marrow"), "Tom Marrow");
    desk.keys("smarr<alt-r><ctrl-u>Thomas Marrow<enter>");
    assert_eq!(desk.state.known.name("Tom Marrow"), "Thomas Marrow");
}

#[test]
fn pictures_of_the_boxes() {
    let mut desk = Desk::new((80, 24), "mono", true);
    desk.keys("3x");
    desk.compare("correct-80x24-mono-ascii");
    desk.keys("<esc>1xd");
    desk.compare("day-80x24-mono-ascii");
    let mut desk = Desk::new((40, 10), "ansi", false);
    desk.keys("3x");
    desk.compare("correct-40x10");
}

#[test]
fn what_is_selected_is_what_is_taken_along() {
    let mut desk = desk();
    desk.keys("3<space>jE<ctrl-u>out.md<enter>");
    let Some(whosaid::tui::effect::Effect::Take(taking)) = desk.effects.pop() else { panic!("nothing is exported") };
    assert_eq!((taking.rows.len(), taking.rows[0].quotes.as_slice()), (1, &[0][..]));
    desk.keys("<esc>3ggx1yc");
    let Some(whosaid::tui::effect::Effect::Copy(text)) = desk.effects.pop() else { panic!("nothing is copied") };
    assert!(text.ends_with("attribution: corrected by hand)"), "{text}");
}

#[test]
fn selected_words_are_sought_elsewhere_or_drawn_over_with_the_mouse() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use whosaid::tui::message::Msg;
    let mut desk = desk();
    desk.keys("2vkk0lvl*");
    assert_eq!(desk.state.query.good.line(), "\"harbour board\"");
    let layout = desk.state.layout().unwrap();
    let body = layout.inside(whosaid::tui::layout::Pane::Body).unwrap();
    let mouse = |desk: &mut Desk, kind, column| {
        let (row, modifiers) = (body.y + 2, KeyModifiers::NONE);
        desk.send(Msg::Mouse(MouseEvent { kind, column: body.x + 3 + column, row, modifiers }));
    };
    mouse(&mut desk, MouseEventKind::Down(MouseButton::Left), 5);
    mouse(&mut desk, MouseEventKind::Drag(MouseButton::Left), 21);
    desk.keys("y");
    let Some(whosaid::tui::effect::Effect::Copy(text)) = desk.effects.pop() else { panic!("nothing is copied") };
    assert_eq!(text, "harbour board voted");
}

/// An article of a page with a plea and a line that no rule knows, read as it would be.
fn page() -> Desk {
    use whosaid::lexicon::Lexicon;
    use whosaid::pipeline::{Repeats, extract};
    let text = "Support local reporting: sign up to our newsletter today.\n\nThe harbour board met on Tuesday.\n\n\
        Sign up to our newsletter\n\n“We have waited eleven years,” Ada Quayle said.\n\nWeigh-in: who pays, and when?\n\n\
        “It is the debt,” Tom Marrow said.";
    let raw = whosaid::model::RawArticle { source: "tern/a.txt".into(), text: text.into(), ..Default::default() };
    let mut desk = desk();
    desk.restock(vec![extract(&raw, Lexicon::builtin(), &Repeats::default())], None);
    desk
}

#[test]
fn what_cleaning_left_out_is_given_back_and_what_it_left_is_left_out() {
    let mut desk = page();
    let before = desk.state.article().unwrap().clone();
    assert!(!before.removed.is_empty() && !before.body.contains("Sign up"), "{:?}", before.removed);
    desk.keys("3j2bxG");
    let text = desk.text();
    assert!(text.contains("What cleaning left out") && text.contains("gives it back to the article"), "{text}");
    let last = before.removed.last().unwrap().text.of(&before.text);
    desk.keys("j<enter>");
    let article = desk.state.article().unwrap();
    assert!(article.body.contains(last) && article.made.given_back.len() == 1, "{}", article.body);
    assert!(desk.text().contains("given back by you"), "{}", desk.text());
    let words = |desk: &Desk| current(desk).0;
    assert_eq!(words(&desk), "It is the ", "the quotation with the keys is the same");
    desk.keys("u");
    assert_eq!(**desk.state.article().unwrap(), *before);
    desk.keys("<ctrl-r><esc>b");
    // From the quotation to the line above it, all of that paragraph, out.
    desk.keys("2vkp");
    assert!(desk.text().contains("keep as quotation"), "{}", desk.text());
    desk.keys("-");
    let article = desk.state.article().unwrap();
    assert!(!article.body.contains("Weigh-in") && article.quotes.len() == 2, "{}", article.body);
    assert!(desk.text().contains("kept: “Weigh-in: who pays, and when?” is left out"), "{}", desk.text());
    assert_eq!(words(&desk), "It is the ");
    for (query, found) in [("weigh-in", 0), ("text:newslet*", 1), ("/pays, and/", 0), ("/waited eleven/", 1)] {
        desk.keys(&format!("1/<ctrl-u>{query}<enter>"));
        assert_eq!(desk.state.found.rows.len(), found, "{query}");
        desk.keys("gc");
    }
    desk.keys("3G");
    // A correction made before holds after, and both are undone one by one.
    desk.keys("3x1");
    assert_eq!(current(&desk).1.as_deref(), Some("Ada Quayle"));
    desk.keys("uuu");
    assert_eq!(**desk.state.article().unwrap(), *before);
}

#[test]
fn what_is_no_article_counts_for_nothing_until_that_is_undone() {
    let mut desk = page();
    let before = desk.state.article().unwrap().clone();
    desk.keys("x");
    assert!(desk.text().contains("no article") && desk.text().contains("a menu, a notice"), "{}", desk.text());
    desk.keys("o");
    assert!(desk.text().contains("kept: this is no article"), "{}", desk.text());
    desk.keys("<esc>");
    let article = desk.state.article().unwrap();
    assert_eq!((article.quotes.len(), article.body.trim(), desk.state.found.quotes_in_all), (0, "", 0));
    desk.keys("/-tag:no-article<enter>");
    assert_eq!(desk.state.found.rows.len(), 0);
    desk.keys("gcb");
    assert!(desk.text().contains("~ The harbour board met on Tuesday."), "{}", desk.text());
    desk.keys("xo");
    assert!(desk.text().contains("that was said before"), "{}", desk.text());
    desk.keys("<esc>u");
    assert_eq!(**desk.state.article().unwrap(), *before);
}

#[test]
fn one_quotation_has_a_star_and_is_found_by_it() {
    let mut desk = desk();
    desk.keys("3jm");
    let article = desk.state.article().unwrap();
    assert_eq!((article.made.starred, article.made.stars.as_slice()), (false, &[article.quotes[1].span][..]));
    assert!(desk.text().contains("★ mixed"), "{}", desk.text());
    desk.keys("/is:starred<enter>");
    assert_eq!((desk.state.found.rows.len(), desk.state.found.quotes), (1, 1), "{}", desk.text());
    desk.keys("1m");
    assert_eq!(desk.state.found.quotes, 6, "a star of the article is one of all its quotations");
    desk.keys("3gc<enter>m");
    desk.keys("1gc3<space><space><space>m");
    assert!(desk.text().contains("a star; is:starred finds it: 3 quotations"), "{}", desk.text());
}

#[test]
fn rows_are_selected_from_here_to_there() {
    let mut desk = desk();
    desk.keys("3v");
    assert!(desk.text().contains("from here on; again where it ends"), "{}", desk.text());
    desk.keys("jjv");
    assert!(desk.text().contains("selected: 3 quotations"), "{}", desk.text());
    desk.keys("<esc>Gvkv");
    assert!(desk.text().contains("selected: 2 quotations"), "upwards as well: {}", desk.text());
    desk.keys("<esc>1ggvjv");
    assert!(desk.text().contains("selected: 2 articles"), "{}", desk.text());
    desk.keys("tboats<enter>");
    assert_eq!(acts(&desk).len(), 2);
    desk.keys("q3v1v");
    assert!(desk.text().contains("from here on"), "a range of quotations is none of articles: {}", desk.text());
    desk.keys("q/speaker:quayle<enter>33ggvjjv");
    assert!(desk.text().contains("selected: 3 quotations"), "across articles what is found: {}", desk.text());
    desk.keys("<esc>vq");
    assert_eq!((desk.state.picked.len(), desk.state.picked.begun()), (0, false));
}
