//! Pictures of the screen, and scripts: a screen, some keys, another screen.
use crate::desk::{Desk, article, articles};
use ratatui::style::Modifier;
use whosaid::tui::effect::Effect;
use whosaid::tui::librarian::Task;
use whosaid::tui::message::Msg;
use whosaid::tui::theme::Theme;

#[test]
fn pictures_at_three_sizes_and_in_mono() {
    Desk::new((80, 24), "ansi", false).compare("list-80x24");
    Desk::new((120, 40), "dark", false).compare("list-120x40");
    Desk::new((200, 60), "light", false).compare("list-200x60");
    Desk::new((80, 24), "mono", true).compare("list-80x24-mono-ascii");
    Desk::new((40, 10), "mono", false).compare("list-40x10-mono");
    Desk::new((39, 9), "ansi", false).compare("too-small-39x9");
}

#[test]
fn pictures_of_quotations_and_boxes() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("/speaker:quayle said:vote|waited<enter>3");
    desk.compare("query-120x40");
    desk.keys("w");
    desk.compare("why-120x40");
    desk.keys("<esc>gcs");
    desk.compare("speakers-120x40");
    let mut desk = Desk::new((80, 24), "mono", false);
    desk.keys("3jj");
    desk.compare("quotes-80x24-mono");
    desk.keys("d2025-10");
    desk.compare("dates-80x24-mono");
    desk.keys("<esc>?clean");
    desk.compare("help-80x24-mono");
    desk.keys("<esc>2b");
    desk.compare("removed-80x24-mono");
}

#[test]
fn the_query_is_the_state_and_is_asked_as_it_is_typed() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("/ferry");
    assert_eq!(desk.state.found.rows.len(), 1, "live, before Enter");
    desk.keys("<esc>");
    assert_eq!((desk.state.query.input.text(), desk.state.found.rows.len()), ("", 4), "Esc goes back");
    desk.keys("/ferry<enter>/");
    desk.send(Msg::Paste(" speakr:x".to_string()));
    let text = desk.text();
    assert!(text.contains("there is no field `speakr:`; did you mean `speaker:`?"), "{text}");
    assert_eq!(desk.state.found.rows.len(), 1, "the last good answer stays");
    desk.keys("<esc>gc");
    assert_eq!(desk.state.found.rows.len(), 4);
    desk.keys("H");
    assert_eq!(desk.state.query.input.text(), "ferry", "back through the queries");
    desk.keys("L");
    assert_eq!(desk.state.query.input.text(), "");
    desk.send(Msg::Paste("harbour\nboard".to_string()));
    assert_eq!((desk.state.query.input.text(), desk.state.found.rows.len()), ("harbour board", 1));
}

#[test]
fn enter_goes_from_a_quotation_to_its_place_and_back() {
    let mut desk = Desk::new((80, 16), "ansi", false);
    desk.keys("3jjj");
    assert!(desk.text().contains(" 4/6"), "{}", desk.text());
    desk.keys("<enter>");
    assert!(desk.text().contains("> “It is not the mud that sinks a town,”"), "{}", desk.text());
    desk.keys("<enter>");
    assert_eq!((desk.state.focus as usize, desk.state.quotes.selected), (2, 3));
    desk.keys("<enter>{");
    assert_eq!(desk.state.quotes.selected, 2);
}

#[test]
fn nothing_is_hidden_silently() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("/after:2025-10 speaker:quayle<enter>");
    let text = desk.text();
    assert!(text.contains("hidden by the query: 2"), "{text}");
    assert!(text.contains("3 of 9 quotes, 2 of 4 articles"), "{text}");
    assert!(text.contains("2 of 6"), "{text}");
    desk.keys("/<ctrl-u>ferry speaker:marrow<enter>");
    let text = desk.text();
    assert!(text.contains("No article answers the query."), "{text}");
    assert!(text.contains("without ferry: 1") && text.contains("without speaker:marrow: 1"), "{text}");
}

#[test]
fn the_speaker_picker_only_edits_the_query() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("smarr");
    assert!(desk.text().contains("latest of Tom Marrow"), "{}", desk.text());
    desk.keys("<enter>");
    assert_eq!(desk.state.query.input.text(), "speaker:\"Tom Marrow\"");
    assert_eq!(desk.state.found.rows.len(), 1);
    desk.keys("squay<tab>");
    assert_eq!(desk.state.query.input.text(), "speaker:\"Tom Marrow\"|\"Ada Quayle\"");
    desk.keys("<enter>gcs<alt-minus>");
    assert_eq!(desk.state.query.input.text(), "-speaker:\"Ada Quayle\"");
    desk.keys("<esc>");
    assert_eq!(desk.state.query.input.text(), "", "Esc undoes what was chosen");
}

#[test]
fn removed_and_raw_text_are_one_key_away() {
    let mut desk = Desk::new((80, 24), "ansi", false);
    assert!(desk.text().contains("left out: plea (b shows)"), "{}", desk.text());
    desk.keys("b");
    assert!(desk.text().contains("~ Support local reporting: give what you can."), "{}", desk.text());
    assert!(desk.text().contains("by the rule give-what-you-can"), "{}", desk.text());
    desk.keys("gr");
    assert!(desk.text().contains("Text as it came"), "{}", desk.text());
    desk.keys("gr");
    assert!(desk.text().contains("left out: plea"), "{}", desk.text());
}

#[test]
fn half_a_field_name_is_not_searched_until_it_is_meant() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("/ferry");
    let ferry = desk.state.found.rows.len();
    assert!(ferry > 0 && ferry < 4);
    for typed in [" sp", "e", "a", "ker"] {
        desk.keys(typed);
        assert_eq!(desk.state.found.rows.len(), ferry, "{typed}");
    }
    desk.keys(":marrow");
    assert_eq!(desk.state.found.rows.len(), 0, "nobody of that name speaks of the ferry");
    desk.keys("<ctrl-u>spea");
    assert_eq!(desk.state.query.good.line(), "");
    desk.keys("<enter>");
    assert_eq!((desk.state.query.good.line(), desk.state.found.rows.len()), ("spea", 0), "Enter means the word");
}

#[test]
fn search_words_are_marked_and_n_walks_over_them() {
    let mut desk = Desk::new((80, 24), "mono", false);
    desk.keys("/the<enter>2n");
    let buffer = desk.screen();
    let marked = |bit: Modifier| buffer.content().iter().filter(|c| c.modifier.contains(bit)).count();
    assert!(marked(Modifier::UNDERLINED) >= 3 * 3, "several words are underlined");
    assert_eq!(desk.state.body.hit, Some(0));
    desk.keys("nnN");
    assert_eq!(desk.state.body.hit, Some(1));
    let before = desk.state.list.selected;
    desk.keys("nnnnnnnnnnnnnn");
    assert!(desk.state.list.selected > before, "past the last match comes the next article");
}

#[test]
fn a_new_width_keeps_the_place() {
    let paragraphs: Vec<String> = (0..60)
        .map(|i| format!("Paragraph {i} of a long report on the tides of the bay and its many sandbanks."))
        .collect();
    let long = article(Some((2025, 5, 5)), Some("Tides"), &paragraphs.join("\n\n"), &[]);
    let mut desk = Desk::with((120, 40), Theme::named("ansi", false).unwrap(), vec![long]);
    desk.keys("2<ctrl-d><ctrl-d>");
    let top = |desk: &Desk| {
        let text = desk.text();
        text.split("Paragraph ").nth(1).and_then(|t| t.split(' ').next()).unwrap_or("").to_string()
    };
    let before = top(&desk);
    for size in [(80, 24), (200, 60), (44, 20), (120, 40)] {
        desk.send(Msg::Resize(size.0, size.1));
        assert_eq!(top(&desk), before, "{size:?}");
    }
}

#[test]
fn the_selection_stays_on_its_article_while_others_arrive() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("j");
    let chosen = desk.state.article().unwrap().id.clone();
    let newer = article(Some((2025, 12, 1)), Some("Newer"), "Nothing happened. All day long.", &[]);
    desk.does(Task::Put(vec![newer]));
    assert_eq!((desk.state.article().unwrap().id.as_str(), desk.state.list.selected), (chosen.as_str(), 2));
}

#[test]
fn copying_is_safe_and_says_what_was_copied() {
    let mut desk = Desk::new((80, 24), "ansi", false);
    desk.keys("3yw");
    let words = "We have waited eleven years for this, and the boats cannot wait a twelfth,";
    assert_eq!(desk.effects, [Effect::Copy(words.to_string())]);
    desk.keys("yy");
    assert_eq!(desk.effects.last(), Some(&Effect::Copy(format!("“{words}” (Ada Quayle; The Tern, 2025-11-04)"))));
    assert!(desk.text().contains("copied: “We have waited"), "{}", desk.text());
}

#[test]
fn an_empty_folder_and_a_half_read_one_say_so() {
    let mut desk = Desk::with((80, 24), Theme::named("ansi", false).unwrap(), Vec::new());
    assert!(desk.text().contains("No article was found here."), "{}", desk.text());
    desk.state.reading.finished = false;
    let progress = whosaid::ingest::Progress { done: 1_240, total: 18_000, ..Default::default() };
    desk.send(Msg::Progress(progress));
    assert!(desk.text().contains("Reading…"), "{}", desk.text());
    assert!(desk.text().contains("reading 1,240 of 18,000 files"), "{}", desk.text());
}

#[test]
fn every_pane_shows_every_article_of_the_little_library() {
    let mut desk = Desk::new((100, 30), "ansi", false);
    for article in articles() {
        let start: String = article.body.chars().take(12).collect();
        let day = article.date.map_or("undated".to_string(), |d| d.to_string());
        desk.restock(vec![article], None);
        let text = desk.text();
        assert!(text.contains(&start) && text.contains(&day), "{text}");
    }
}

#[test]
fn what_does_not_fit_in_the_status_line_gives_way_to_what_matters_more() {
    let mut desk = Desk::new((80, 24), "ansi", false);
    desk.state.banner = "the sample; your own: whosaid FOLDER".to_string();
    desk.send(Msg::Recleaned(12));
    assert!(desk.text().contains("the sample; your own: whosaid FOLDER\n"), "{}", desk.text());
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.state.banner = "the sample; your own: whosaid FOLDER".to_string();
    desk.send(Msg::Recleaned(12));
    assert!(desk.text().contains("whosaid FOLDER · 12 cleaned again\n"), "{}", desk.text());
}

/// A wide sign that would reach under the border of a box gives way: a terminal would not draw the border.
#[test]
fn boxes_keep_their_borders_over_wide_signs() {
    use unicode_width::UnicodeWidthStr;
    let body = "港の 委員会は 火曜日に 内港の 浚渫を 可決した。".repeat(60);
    for keys in ["f", "?", "3w", "x", "d", ":", "g", "/speaker:"] {
        for size in [(80, 24), (120, 40), (200, 60)] {
            for shift in ["", "x"] {
                let mut desk = Desk::new(size, "ansi", false);
                desk.restock(vec![article(None, None, &format!("{shift}{body}"), &[])], None);
                desk.keys(keys);
                let screen = desk.screen();
                for (i, pair) in screen.content().windows(2).enumerate() {
                    let covered = pair[0].symbol().width() > 1 && pair[1].symbol() != " ";
                    assert!(
                        !covered,
                        "{keys} {size:?}: {:?} lies over {:?} at {i}",
                        pair[0].symbol(),
                        pair[1].symbol()
                    );
                }
            }
        }
    }
}
