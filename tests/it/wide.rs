//! Five panes: the speakers, the timeline and its brush, and borders that move.
use crate::desk::Desk;
use whosaid::tui::effect::Effect;
use whosaid::tui::layout::Pane;

#[test]
fn pictures_of_five_panes() {
    let mut desk = Desk::new((200, 60), "ansi", false);
    desk.compare("five-200x60");
    desk.keys("Tc");
    desk.compare("timeline-by-speaker-200x60");
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("T");
    desk.compare("timeline-120x40");
    desk.keys("4");
    desk.compare("speakers-pane-120x40");
    let mut desk = Desk::new((80, 24), "mono", true);
    desk.keys("5");
    desk.compare("timeline-80x24-mono-ascii");
}

#[test]
fn the_brush_writes_the_dates_and_the_lists_follow() {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.keys("Tgg-");
    assert!(desk.text().contains("the timeline is by week"), "{}", desk.text());
    desk.keys("-<home>v");
    assert_eq!(desk.state.query.input.text(), "date:2025-10-01..2025-10-31");
    assert_eq!(desk.state.found.rows.len(), 1, "followed at once");
    desk.keys("l");
    assert_eq!(desk.state.query.input.text(), "date:2025-10-01..2025-11-30");
    desk.keys("<esc>");
    assert_eq!((desk.state.query.input.text(), desk.state.found.rows.len()), ("", 4), "given up");
    desk.keys("<home>n<enter>");
    assert_eq!((desk.state.query.good.line(), desk.state.found.rows.len()), ("date:2025-11-01..2025-11-30", 1));
    desk.keys("H");
    assert_eq!(desk.state.query.good.line(), "");
    desk.keys("G");
    assert!(desk.text().contains("undated: 1 quote"), "{}", desk.text());
    desk.keys("<enter>");
    assert_eq!(desk.state.query.good.line(), "date:none");
    desk.keys("gc*");
    assert!(desk.text().contains("2025-11-04: 6 quotes"), "the busiest day, not month: {}", desk.text());
    desk.keys("T");
    assert_eq!(desk.state.focus, Pane::Articles, "back where the keys were");
}

#[test]
fn the_numbers_are_those_of_the_query() {
    let mut desk = Desk::new((200, 60), "ansi", false);
    assert!(desk.text().contains("5 Timeline  by day"), "{}", desk.text());
    desk.keys("/speaker:marrow<enter>T");
    assert!(desk.text().contains("2025-11-04: 3 quotes"), "{}", desk.text());
    desk.keys("yy");
    assert_eq!(desk.effects.last(), Some(&Effect::Copy("2025-11-04\t3".to_string())));
    desk.keys("4");
    let text = desk.text();
    assert!(text.contains("Ada Quayle"), "the others are counted beside the speaker of the query: {text}");
    desk.keys("gg<space>");
    assert_eq!(desk.state.query.good.line(), "speaker:marrow|\"Ada Quayle\"");
    desk.keys("gg<enter>");
    assert_eq!(desk.state.query.good.line(), "speaker:\"Ada Quayle\"");
}

#[test]
fn borders_move_and_stay_in_the_screen() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::new(size, "ansi", false);
        for pane in ["1", "2", "3", "4", "5"] {
            desk.keys(pane);
            let width = |desk: &Desk| desk.state.layout().unwrap().pane(desk.state.focus).unwrap().area();
            let before = width(&desk);
            desk.keys(">>");
            let wider = width(&desk);
            desk.keys("<<><<><<><<>");
            assert!(wider >= before && width(&desk) <= before, "{size:?} pane {pane}");
            for _ in 0..60 {
                desk.keys("<<>");
            }
            assert!(desk.state.layout().unwrap().pane(desk.state.focus).is_some());
            desk.screen();
            for _ in 0..60 {
                desk.keys(">");
            }
        }
    }
}

#[test]
fn borders_are_drawn_with_the_mouse() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use whosaid::tui::message::Msg;
    let mouse = |desk: &mut Desk, kind, column, row| {
        desk.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    let area = |desk: &Desk, pane| desk.state.layout().unwrap().pane(pane).unwrap();
    let down = MouseEventKind::Down(MouseButton::Left);
    let drag = MouseEventKind::Drag(MouseButton::Left);
    let mut desk = Desk::new((120, 40), "ansi", false);
    let list = area(&desk, Pane::Articles);
    mouse(&mut desk, down, list.right() - 1, 20);
    mouse(&mut desk, drag, list.right() + 5, 20);
    assert_eq!(area(&desk, Pane::Articles).width, list.width + 6);
    let quotes = area(&desk, Pane::Quotes);
    mouse(&mut desk, down, quotes.x, 20);
    mouse(&mut desk, drag, quotes.x - 4, 20);
    assert_eq!(area(&desk, Pane::Quotes).width, quotes.width + 4);
    let mut desk = Desk::new((80, 24), "ansi", false);
    let upper = area(&desk, Pane::Articles);
    mouse(&mut desk, down, 10, upper.bottom() - 1);
    mouse(&mut desk, drag, 10, upper.bottom() + 2);
    assert_eq!(area(&desk, Pane::Articles).height, upper.height + 3);
    // A press elsewhere lets go of the border.
    mouse(&mut desk, down, 10, upper.y + 1);
    mouse(&mut desk, drag, 10, upper.y + 4);
    assert_eq!(area(&desk, Pane::Articles).height, upper.height + 3);
}
