//! One line to type: the file to write to, or the command to give the quotations to.
use super::super::canvas::Canvas;
use super::super::input::Input;
use super::super::state::State;
use super::super::take::Target;
use super::super::theme::Face;
use super::{room, typed};
use crate::tui::panes::count;
use ratatui::layout::Rect;

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The name of a file that does not exist yet.
    File,
    /// A command of the shell.
    Command,
}

/// The open prompt.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What the line is for.
    pub what: What,
    /// What is typed.
    pub input: Input,
    /// What was wrong with it when it was last accepted.
    pub wrong: Option<String>,
}

const FILES: [(&str, &str); 6] = [
    (".csv", "a table for a spreadsheet"),
    (".json .jsonl", "every field, offsets and confidence included"),
    (".md", "Markdown, one article after the other"),
    (".html", "a page without scripts"),
    (".bib", "BibTeX, for a bibliography"),
    (".txt", "aligned columns"),
];

const COMMANDS: [(&str, &str); 4] = [
    ("wc -l", "how many"),
    ("sort | uniq -c", "the command reads one quotation a line, as JSON"),
    ("jq -r .speaker", "if you have jq"),
    ("cat >> notes.jsonl", "the shell is yours; nothing is run but what you type"),
];

impl Prompt {
    /// An empty prompt; a file gets a name to begin with.
    pub fn new(what: What) -> Prompt {
        let input = Input::new(if what == What::File { "quotations.csv" } else { "" });
        Prompt { what, input, wrong: None }
    }

    /// Where the quotations go, if what is typed says so.
    ///
    /// # Errors
    /// What is wrong, in words for the reader.
    pub fn target(&self) -> Result<Target, String> {
        let typed = self.input.text().trim();
        match self.what {
            What::Command if typed.is_empty() => Err("type a command".to_string()),
            What::Command => Ok(Target::Command(typed.to_string())),
            What::File => Target::file(typed),
        }
    }
}

/// Draws the box.
pub fn draw(state: &State, prompt: &Prompt, canvas: &mut Canvas, area: Rect) {
    let (title, label, examples) = match prompt.what {
        What::File => ("Export", "write to:", FILES.as_slice()),
        What::Command => ("Pipe", "command:", COMMANDS.as_slice()),
    };
    canvas.frame(area, title, &count(state.found.quotes, "quotation"), true);
    let at = room(area);
    typed(canvas, Rect { height: 1, ..at }, label, &prompt.input);
    if let Some(wrong) = &prompt.wrong {
        canvas.text((at.x + 2, at.y + 1), at.width, wrong, Face::Error);
    }
    for ((typed, text), y) in examples.iter().zip(at.y + 2..at.bottom()) {
        canvas.text((at.x + 2, y), 20, typed, Face::Key);
        canvas.text((at.x + 23, y), at.width.saturating_sub(23), text, Face::Faint);
    }
}
