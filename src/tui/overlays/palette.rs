//! The command palette: every action by name, and a few old friends (`:q`).
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::input::Input;
use super::super::pick::pick;
use super::super::theme::Face;
use super::super::window::Window;
use super::prompt::{Prompt, What};
use super::{room, typed};
use ratatui::layout::Rect;

/// The open palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    /// The commands that fit, best first.
    pub shown: Vec<Action>,
    /// The highlighted one.
    pub window: Window,
}

/// Short names that other programs taught people.
const ALIASES: [(&str, Action); 5] = [
    ("q", Action::Quit),
    ("qa", Action::Quit),
    ("errors", Action::Problems),
    ("h", Action::Help),
    ("date", Action::Dates),
];

/// The actions that make sense from the palette: those of the panes, not those of a line that is typed.
const COMMANDS: [Action; 56] = [
    Action::Query,
    Action::ClearQuery,
    Action::Speakers,
    Action::Dates,
    Action::Facets,
    Action::AllQuotes,
    Action::Why,
    Action::Removed,
    Action::Cleaning,
    Action::Raw,
    Action::Zoom,
    Action::Problems,
    Action::Help,
    Action::QueryBack,
    Action::QueryForward,
    Action::NextHit,
    Action::PreviousHit,
    Action::CopyQuote,
    Action::CopyWords,
    Action::CopyCitation,
    Action::CopyBibtex,
    Action::CopyJson,
    Action::CopyAddress,
    Action::CopyPath,
    Action::OpenSource,
    Action::EditSource,
    Action::Print,
    Action::Pipe,
    Action::Export,
    Action::Echoes,
    Action::Correct,
    Action::Review,
    Action::Star,
    Action::Tag,
    Action::Note,
    Action::Undo,
    Action::Redo,
    Action::Select,
    Action::SelectAll,
    Action::Passage,
    Action::Compare,
    Action::Sort,
    Action::SaveView,
    Action::PaneSpeakers,
    Action::Timeline,
    Action::TimelineIn,
    Action::TimelineOut,
    Action::Wider,
    Action::Narrower,
    Action::PaneArticles,
    Action::PaneBody,
    Action::PaneQuotes,
    Action::Mouse,
    Action::Rescan,
    Action::Redraw,
    Action::Quit,
];

/// The commands that ask for a line, which may be typed behind them: `save debt`.
const ASKING: [(Action, What); 5] = [
    (Action::SaveView, What::View),
    (Action::Tag, What::Tag),
    (Action::Note, What::Note),
    (Action::Export, What::File),
    (Action::Pipe, What::Command),
];

impl Palette {
    /// A palette with nothing typed.
    pub fn new() -> Self {
        Palette { input: Input::default(), shown: COMMANDS.to_vec(), window: Window::default() }
    }

    /// Narrows the list to what is typed.
    pub fn narrow(&mut self) {
        let typed = self.input.text().trim().trim_start_matches(':');
        if let Some((_, action)) = self.asking() {
            (self.shown, self.window) = (vec![action], Window::default());
            return;
        }
        let alias = ALIASES.iter().find(|(name, _)| *name == typed).map(|(_, action)| *action);
        let found = pick(typed, COMMANDS.iter().map(|a| a.name()));
        let found = found.into_iter().filter_map(|i| COMMANDS.get(i).copied()).filter(|a| Some(*a) != alias);
        self.shown = alias.into_iter().chain(found).collect();
        self.window = Window::default();
    }

    /// True or false if what is typed asks the library or the screen to fail: in no list, for tests.
    pub fn failure(&self) -> Option<bool> {
        match self.input.text() {
            "debug-panic-worker" => Some(true),
            "debug-panic-screen" => Some(false),
            _ => None,
        }
    }

    /// The command that is typed with its line, and the prompt that it answers.
    pub fn asking(&self) -> Option<(Prompt, Action)> {
        let typed = self.input.text().trim_start().trim_start_matches(':');
        let (name, line) = typed.split_once(' ').filter(|(_, line)| !line.trim().is_empty())?;
        let (action, what) = ASKING.iter().find(|(action, _)| action.name() == name)?;
        Some((Prompt::new(what.clone(), line.trim()), *action))
    }

    /// The highlighted command.
    pub fn action(&self) -> Option<Action> {
        self.shown.get(self.window.selected).copied()
    }
}

impl Default for Palette {
    fn default() -> Self {
        Palette::new()
    }
}

/// Commands that fit.
pub fn rows(area: Rect) -> usize {
    usize::from(room(area).height.saturating_sub(2)).max(1)
}

/// Draws the box.
pub fn draw(palette: &Palette, canvas: &mut Canvas, area: Rect) {
    canvas.frame(area, "Commands", "", true);
    let at = room(area);
    typed(canvas, Rect { height: 1, ..at }, ":", &palette.input);
    if palette.shown.is_empty() {
        canvas.text((at.x + 2, at.y + 2), at.width, "No command has this name.", Face::Faint);
    }
    let visible = palette.shown.iter().enumerate().skip(palette.window.top).take(rows(area));
    for ((i, action), y) in visible.zip(at.y + 2..) {
        canvas.text((at.x + 2, y), 16, action.name(), Face::Key);
        canvas.text((at.x + 19, y), at.width.saturating_sub(19), action.help(), Face::Faint);
        if i == palette.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
            canvas.lay(Rect { y, height: 1, ..at }, Face::Selected);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_come_first() {
        let mut palette = Palette::new();
        for (typed, action) in [("q", Action::Quit), ("problems", Action::Problems), ("zo", Action::Zoom)] {
            palette.input.set(typed);
            palette.narrow();
            assert_eq!(palette.action(), Some(action), "{typed}");
        }
    }
}
