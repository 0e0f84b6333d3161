//! The help, built from the keymap: it cannot name a key that does nothing.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::input::Input;
use super::super::keymap::{Binding, Place};
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::{room, typed};
use crate::text::display;
use crate::text::fold::fold;
use ratatui::layout::Rect;

/// The open help.
#[derive(Clone, Debug)]
pub struct Help {
    /// What is searched.
    pub filter: Input,
    /// The first visible line.
    pub top: usize,
    /// Where the help was asked for: that place comes first.
    pub place: Place,
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(&'static str),
    /// Keys or words, and what they do; without keys it goes on from the line above.
    Line(String, String),
    /// Space before a heading.
    Blank,
}

/// What is often wanted, and the actions that do it, one after the other.
const OFTEN: [(&[Action], &str); 12] = [
    (&[Action::Query, Action::Export], "what somebody said in a month: speaker:name date:2025-11; write it to a file"),
    (&[Action::Compare], "two speakers side by side"),
    (&[Action::Correct], "a wrong speaker: a digit gives the quotation to another, and that is kept"),
    (&[Action::Echoes], "who else used these words; in the list: who else tells the story"),
    (&[Action::Review], "go through what is doubtful, one a screen"),
    (&[Action::Query, Action::PaneSpeakers], "who spoke of somebody in a week: about:name date:2025-11-03..2025-11-09"),
    (&[Action::Why], "why it is taken to be theirs"),
    (&[Action::Removed], "what cleaning left out here"),
    (&[Action::Speakers, Action::MergeNames], "two spellings of a name are one person"),
    (&[Action::Timeline, Action::Echoes, Action::Enter], "the busiest day of what is found"),
    (&[Action::Query], "only undated articles that hold a phrase: \"the phrase\" date:none"),
    (&[Action::CopyCitation], "copy the quotation with its source, over SSH, too"),
];

const SIGNS: [(&str, &str); 12] = [
    (">", "the selected row; in the body: the current quotation"),
    (":", "in the body: another quotation"),
    ("~", "text that cleaning left out; nothing is deleted"),
    ("¶ or lede:", "an article without a title: the start of its text stands for it"),
    ("?", "the speaker is not certain"),
    ("!", "the article names nobody who said it"),
    ("=2 or ~4", "the same words stand in 2 places; nearly the same in 4"),
    ("• or *", "a quotation that answers the query"),
    ("+", "a row that is selected, or a speaker that the query asks for; - one that it leaves out"),
    ("you, ✓ or ok", "you have corrected the quotation; you have confirmed its speaker"),
    ("★ or [*]", "an article or a quotation with a star of yours; tags and notes stand under the body"),
    ("direct, mixed, term", "a sentence or more; words in the reporter's sentence; a name or title"),
];

const QUERY: [(&str, &str); 12] = [
    ("peace talks", "both words, in title or body"),
    ("\"peace talks\"", "the words in a row"),
    ("speaker:name", "who said it; speaker:(a|b) for either, -speaker:a for anybody else"),
    ("said:word", "inside quotation marks; text: in the body only"),
    ("about:name", "somebody is named inside the quotation"),
    ("after:2025-08", "from then on; before:2025-11-24 until the day before; date:A..B"),
    ("date:none", "undated articles only; date:none+ keeps them in a dated search"),
    ("kind:direct", "or mixed, or term"),
    ("is:low", "or unattributed, verified, corrected, starred; -is: for all others"),
    ("tag:x note:word", "what you have made of it"),
    ("sort:-date limit:20", "another order; so many rows"),
    ("a OR b, -c", "either; without c"),
];

/// The lines that `help` shows in a box of this width.
pub fn entries(state: &State, help: &Help, width: u16) -> Vec<Entry> {
    let mut order = [
        (Place::Browse, "Panes"),
        (Place::Judge, "Judging a quotation"),
        (Place::Passage, "Selecting words"),
        (Place::Line, "Typing and pickers"),
        (Place::Overlay, "Boxes"),
    ];
    order.sort_by_key(|(place, _)| *place != help.place);
    let wanted = fold(help.filter.text().trim());
    let fits = |keys: &str, text: &str| wanted.is_empty() || fold(&format!("{keys} {text}")).contains(&wanted);
    let mut out = Vec::new();
    let mut section = |heading, lines: Vec<(String, &'static str)>| {
        let lines: Vec<_> = lines.into_iter().filter(|(k, t)| fits(k, t)).collect();
        if !lines.is_empty() {
            out.extend((!out.is_empty()).then_some(Entry::Blank));
            out.push(Entry::Heading(heading));
            for (keys, text) in lines {
                let room = width.saturating_sub(2 + keys_cols(width).max(display::width(&keys) as u16) + 1);
                let mut keys = Some(keys);
                for span in wrap(text, usize::from(room.max(10))) {
                    out.push(Entry::Line(keys.take().unwrap_or_default(), span.of(text).to_string()));
                }
            }
        }
    };
    let fixed = |lines: &[(&str, &'static str)]| lines.iter().map(|(k, t)| (k.to_string(), *t)).collect();
    if help.place == Place::Browse {
        section("Often wanted", OFTEN.iter().map(|(actions, text)| (ways(state, actions), *text)).collect());
    }
    for (i, (place, heading)) in order.into_iter().enumerate() {
        section(heading, actions(state, place));
        if i == 0 {
            section("Query", fixed(&QUERY));
            section("Signs", fixed(&SIGNS));
        }
    }
    out
}

/// The keys of several actions, one after the other.
fn ways(state: &State, actions: &[Action]) -> String {
    let label = |action: &Action| {
        let keys = |place| state.keymap.label(place, *action);
        keys(Place::Browse).or_else(|| keys(Place::Line))
    };
    actions.iter().filter_map(label).collect::<Vec<_>>().join(" … ")
}

fn actions(state: &State, place: Place) -> Vec<(String, &'static str)> {
    let keys = |action: Action| {
        let of = |b: &&Binding| b.place == place && b.action == action;
        let mut labels: Vec<String> = state.keymap.bindings().iter().filter(of).map(Binding::label).collect();
        labels.dedup();
        labels.join(" ")
    };
    Action::ALL.iter().map(|a| (keys(*a), a.help())).filter(|(keys, _)| !keys.is_empty()).collect()
}

/// Columns of the keys.
fn keys_cols(width: u16) -> u16 {
    (width / 3).clamp(10, 21)
}

/// Lines of the help that fit.
pub fn rows(area: Rect) -> usize {
    usize::from(room(area).height.saturating_sub(2)).max(1)
}

/// Draws the box.
pub fn draw(state: &State, help: &Help, canvas: &mut Canvas, area: Rect) {
    let at = room(area);
    let entries = entries(state, help, at.width);
    let rows = rows(area);
    let note = match entries.len() {
        n if n > rows => format!("{}-{} of {n}", help.top + 1, (help.top + rows).min(n)),
        _ => String::new(),
    };
    canvas.frame(area, "Help", &note, true);
    typed(canvas, Rect { height: 1, ..at }, "search:", &help.filter);
    if entries.is_empty() {
        canvas.text((at.x, at.y + 2), at.width, "Nothing in the help has these letters.", Face::Faint);
    }
    let keys_cols = keys_cols(at.width);
    for (entry, y) in entries.iter().skip(help.top).take(rows).zip(at.y + 2..) {
        match entry {
            Entry::Blank => {}
            Entry::Heading(text) => {
                canvas.text((at.x, y), at.width, text, Face::TitleFocus);
            }
            Entry::Line(keys, text) => {
                let cols = keys_cols.max(display::width(keys) as u16);
                canvas.text((at.x + 2, y), cols, keys, Face::Key);
                let x = at.x + 2 + cols + 1;
                canvas.text((x, y), at.right().saturating_sub(x), text, Face::Text);
            }
        }
    }
}
