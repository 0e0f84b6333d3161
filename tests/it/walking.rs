//! Walking through the list: the cursor's picture is small, and the body follows once the reader rests.
use crate::desk::Desk;
use whosaid::tui::effect::Effect;
use whosaid::tui::message::Msg;
use whosaid::tui::view;

fn walker() -> Desk {
    let mut desk = Desk::new((120, 40), "ansi", false);
    desk.state.follows_at_rest = true;
    desk
}

fn shown(desk: &Desk) -> String {
    desk.state.body.made_from.as_ref().unwrap().article.id.clone()
}

#[test]
fn the_body_follows_at_rest_and_is_then_as_if_it_had_at_once() {
    let mut desk = walker();
    let (first, before) = (shown(&desk), desk.screen());
    desk.keys("jj");
    assert_eq!((desk.state.list.selected, desk.state.behind, shown(&desk)), (2, true, first));
    assert_eq!(desk.effects, [Effect::Rest, Effect::Rest]);
    let mut picture = before.clone();
    view::draw(&desk.state, &desk.theme, &mut picture);
    let changed = |(x, y): (u16, u16)| picture[(x, y)] != before[(x, y)];
    let cells = (0..120).flat_map(|x| (0..40).map(move |y| (x, y)));
    let (list, others): (Vec<_>, Vec<_>) = cells.filter(|at| changed(*at)).partition(|(x, _)| *x < 35);
    assert!(!list.is_empty() && others.iter().all(|(_, y)| *y == 38), "only the list and the status: {others:?}");
    desk.send(Msg::Rested);
    view::draw(&desk.state, &desk.theme, &mut picture);
    let mut at_once = Desk::new((120, 40), "ansi", false);
    at_once.keys("jj");
    assert!(!desk.state.behind && picture == at_once.screen(), "{}", desk.text());
}

#[test]
fn whatever_else_the_reader_does_is_about_the_article_under_the_cursor() {
    for keys in ["jw", "j2", "j}", "jjk3", "jm", "jjgg"] {
        let (mut desk, mut at_once) = (walker(), Desk::new((120, 40), "ansi", false));
        desk.keys(keys);
        desk.send(Msg::Rested);
        at_once.keys(keys);
        assert_eq!(desk.text(), at_once.text(), "{keys}");
    }
    let mut desk = walker();
    desk.keys("j2");
    assert!(!desk.state.behind, "no need to wait");
    desk.keys("1k");
    desk.send(Msg::Resize(80, 24));
    assert!(!desk.state.behind);
}
