//! Finding: the query line that completes itself, orders, views, and two speakers side by side.
use crate::desk::{Desk, articles};
use std::sync::Arc;
use whosaid::library::Echoes;
use whosaid::model::{Article, ContentHash};
use whosaid::tui::effect::Effect;
use whosaid::tui::message::Msg;

fn desk() -> Desk {
    Desk::new((120, 40), "ansi", false)
}

#[test]
fn a_field_then_a_value_then_the_next() {
    let mut desk = desk();
    desk.keys("/sp");
    assert!(desk.text().contains("speaker:    who said it"), "{}", desk.text());
    desk.keys("<tab>");
    assert_eq!(desk.state.query.input.text(), "speaker:");
    desk.compare("complete-120x40");
    desk.keys("m<tab>");
    assert_eq!(desk.state.query.input.text(), "speaker:\"Tom Marrow\" ");
    assert_eq!(desk.state.found.quotes, 3, "asked at once");
    desk.keys("<backspace>|a<down><enter>");
    assert_eq!(desk.state.query.input.text(), "speaker:\"Tom Marrow\"|\"Ada Quayle\" ", "the highlighted one");
    desk.keys("-ki<tab>t<tab>da<tab>last<down><down><tab>");
    let line = desk.state.query.input.text().to_string();
    assert_eq!(line, "speaker:\"Tom Marrow\"|\"Ada Quayle\" -kind:term date:\"last month\" ");
    desk.keys("<esc>");
    assert_eq!(desk.state.query.input.text(), "");
    desk.keys("/outlet:<tab><enter>");
    assert_eq!(desk.state.query.good.line(), "outlet:\"The Tern\" ");
}

#[test]
fn what_is_typed_is_not_taken_by_the_list() {
    let mut desk = desk();
    desk.keys("/speaker:tom<enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:tom", "Enter means what stands there");
    desk.keys("/<ctrl-u>ferry<tab>");
    assert_eq!((desk.state.query.good.line(), desk.state.query.editing()), ("ferry", false));
    desk.keys("/<ctrl-u><up>");
    assert_eq!(desk.state.query.input.text(), "speaker:tom", "the arrows still go through the history");
}

#[test]
fn orders_and_views() {
    let mut desk = desk();
    desk.keys("/speaker:quayle<enter>S");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle sort:-date");
    desk.keys("SSS");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle");
    desk.keys("gsada<enter>");
    assert!(desk.text().contains("kept: the query is @ada"), "{}", desk.text());
    desk.keys("gc/@ada<enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle");
    desk.keys("gc/@<tab><enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:quayle ");
}

#[test]
fn two_speakers_side_by_side() {
    let mut desk = desk();
    desk.keys("3cmarr<enter>");
    desk.compare("compare-120x40");
    let text = desk.text();
    assert!(text.contains("Ada Quayle and Tom Marrow") && text.contains("2025-10-19..2025-11-04"), "{text}");
    assert!(text.contains("names the other in 0 quotes"), "{text}");
    desk.keys("y");
    let Some(Effect::Copy(copied)) = desk.effects.pop() else { panic!("nothing was copied") };
    assert!(copied.starts_with("## Ada Quayle\n\n- 2025-11-04: “We have"), "{copied}");
    assert!(copied.contains("## Tom Marrow\n\n- 2025-11-04: “a bill"), "{copied}");
    desk.keys("<esc>6gg3G");
    // No speaker here: the first of the two is asked for.
    desk.keys("cquay<enter>marr<enter>");
    assert!(desk.text().contains("Ada Quayle and Tom Marrow"), "{}", desk.text());
}

#[test]
fn days_are_chosen_in_a_calendar() {
    let mut desk = desk();
    desk.keys("d<tab>");
    assert_eq!(desk.state.query.input.text(), "date:2025-11-04", "the newest day on which something was said");
    desk.compare("calendar-120x40");
    desk.keys(" <pageup><up><left>");
    assert_eq!(desk.state.query.input.text(), "date:2025-09-26..2025-11-04");
    assert_eq!(desk.state.found.rows.len(), 3, "followed at once");
    desk.keys("<enter>");
    assert_eq!(desk.state.query.good.line(), "date:2025-09-26..2025-11-04");
    desk.keys("d<tab>h<tab><ctrl-u>none<enter>");
    assert_eq!(desk.state.query.good.line(), "date:none");
}

#[test]
fn among_quotations_the_braces_go_from_speaker_to_speaker() {
    let mut desk = desk();
    let at = |desk: &mut Desk, keys: &str| {
        desk.keys(keys);
        desk.state.quotes.selected
    };
    assert_eq!([at(&mut desk, "3}"), at(&mut desk, "}"), at(&mut desk, "}")], [2, 5, 5], "Marrow, nobody, the end");
    assert_eq!([at(&mut desk, "{"), at(&mut desk, "{"), at(&mut desk, "{")], [4, 1, 0]);
}

#[test]
fn the_result_is_narrowed_to_its_parts_and_widened_again() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("f");
    let text = desk.text();
    assert!(
        text.contains("Kind (quotes)      [ ] direct") && text.contains("Outlet (articles)  [ ] The Tern"),
        "{text}"
    );
    assert!(text.contains("Date (articles)    [ ] undated") && text.contains("[ ] nobody named"), "{text}");
    desk.keys("<enter>");
    assert_eq!(desk.state.query.good.line(), "kind:direct");
    let text = desk.text();
    assert!(text.contains("[x] direct") && text.contains("[ ] mixed"), "the others are still counted: {text}");
    desk.keys("j<enter>");
    assert_eq!(desk.state.query.good.line(), "kind:direct|mixed");
    desk.keys("-");
    assert_eq!(desk.state.query.good.line(), "kind:direct -kind:mixed");
    assert!(desk.text().contains("[-] mixed"), "{}", desk.text());
    desk.keys("-k<enter>");
    assert_eq!(desk.state.query.good.line(), "");
    desk.keys("jjj-<esc>");
    assert_eq!((desk.state.query.good.line(), desk.state.found.articles), ("-outlet:\"The Tern\"", 0));
    desk.keys("H");
    assert_eq!(desk.state.query.good.line(), "", "what was narrowed is one step in the history");
    desk.keys("/speaker:marrow<enter>gsdebt<enter>gcfG");
    for _ in 0..20 {
        desk.keys("j");
    }
    assert!(desk.text().contains("Saved queries          @debt"), "{}", desk.text());
    desk.keys("<enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:marrow");
}

#[test]
fn the_timeline_opens_at_the_article_that_is_read_at_any_size() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::new(size, "ansi", false);
        let bar = |desk: &Desk| {
            let title = desk.text().lines().find(|l| l.contains("5 Timeline")).unwrap_or_default().to_string();
            title.rsplit(" ").find(|w| w.starts_with("20") || *w == "undated:").unwrap_or_default().to_string()
        };
        desk.keys("T");
        assert_eq!(bar(&desk), "2025-11-04:", "{size:?}: {}", desk.text());
        desk.keys("TjT");
        assert_eq!(bar(&desk), "2025-10-19:", "{size:?}: {}", desk.text());
        desk.keys("TGT");
        assert_eq!(bar(&desk), "undated:", "{size:?}: {}", desk.text());
    }
    // With bars of months, which are fewer than the strip's bars of days.
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("T--T");
    desk.keys("ggT");
    assert!(desk.text().contains("2025-11-01..2025-11-30"), "{}", desk.text());
}

#[test]
fn a_click_beside_the_speakers_narrows_the_result() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use whosaid::tui::message::Msg;
    let mut desk = Desk::new((200, 60), "ansi", false);
    let click = |desk: &mut Desk, words: &str| {
        let row =
            desk.text().lines().position(|l| l.starts_with(&format!("│ {words}"))).unwrap_or_else(|| panic!("{words}"));
        let kind = MouseEventKind::Down(MouseButton::Left);
        desk.send(Msg::Mouse(MouseEvent { kind, column: 3, row: row as u16, modifiers: KeyModifiers::NONE }));
    };
    click(&mut desk, "[ ] direct");
    assert_eq!(desk.state.query.good.line(), "kind:direct");
    click(&mut desk, "[ ] undated");
    assert_eq!((desk.state.query.good.line(), desk.state.found.articles), ("kind:direct date:none", 1));
    click(&mut desk, "[x] direct");
    desk.keys("H");
    assert_eq!(desk.state.query.good.line(), "kind:direct date:none");
}

#[test]
fn a_speaker_is_copied_with_what_is_counted() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("4yy");
    let Some(Effect::Copy(copied)) = desk.effects.pop() else { panic!("nothing was copied") };
    assert_eq!(copied, "Ada Quayle: 3 quotes in 2 articles, 2025-10-19 to 2025-11-04");
    desk.keys("jyw");
    let Some(Effect::Copy(copied)) = desk.effects.pop() else { panic!("nothing was copied") };
    assert_eq!(copied, "Tom Marrow");
}

#[test]
fn a_command_takes_its_line_with_it() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("/speaker:marrow<enter>:save debt");
    let text = desk.text();
    assert!(text.contains("> save") && !text.contains("> speakers"), "{text}");
    desk.keys("<enter>");
    assert!(desk.text().contains("kept: the query is @debt"), "{}", desk.text());
    desk.keys(":tag <enter>");
    assert!(desk.text().contains("Tag"), "without a line it asks for one: {}", desk.text());
    desk.keys("<esc>:tag harbour<enter>");
    assert_eq!(desk.state.article().unwrap().made.tags, ["harbour"]);
    desk.keys(":export quotes.xyz<enter>");
    assert!(desk.text().contains("no format is called .xyz"), "{}", desk.text());
    desk.keys("<esc>:facets<enter>");
    assert!(desk.text().contains("Kind (quotes)"), "{}", desk.text());
}

#[test]
fn the_same_story_elsewhere_is_known_by_its_quotations() {
    let mut desk = desk();
    desk.keys("*");
    assert!(desk.text().contains("no other article has its quotations"), "{}", desk.text());
    let mut all = articles();
    let copy = Article { hash: ContentHash([7; 16]), outlet: Some("The Gull".into()), ..all[0].clone() };
    all.push(copy);
    desk.restock(all.clone(), None);
    let all = all.into_iter().map(Arc::new).collect();
    desk.send(Msg::Echoes(Arc::new(Echoes::of(all, Default::default()))));
    desk.keys("gg");
    let first = desk.state.article().unwrap().outlet.clone();
    desk.keys("*");
    desk.compare("stories-120x40");
    desk.keys("<enter>");
    assert!(desk.state.overlay.is_none() && desk.state.article().unwrap().outlet != first);
    assert_eq!(desk.state.quotes.selected, 0, "at the first quotation that both have");
}

#[test]
fn the_reader_comes_back_to_where_they_stood_in_a_query() {
    let mut desk = Desk::new((80, 24), "ansi", false);
    let stands = |desk: &Desk| {
        let article = desk.state.article().unwrap();
        (article.id.clone(), desk.state.quotes.selected, desk.state.body.top)
    };
    desk.keys("3}2jj");
    let stood = stands(&desk);
    assert!(stood.1 > 0 && stood.2 > 0, "{stood:?}");
    for there_and_back in ["1/ferry<esc>", "/ferry<enter>H", "/ferry<enter>gc", "sfisher<enter>H", "d2025-09<esc>"] {
        desk.keys(there_and_back);
        assert_eq!(stands(&desk), stood, "{there_and_back}");
    }
    desk.keys("gg/ferry<enter>/<ctrl-u><enter>");
    assert_ne!(stands(&desk), stood, "what is typed anew begins anew");
    desk.keys("jj/ferry<enter>H");
    assert_eq!(desk.state.list.selected, 2);
}
