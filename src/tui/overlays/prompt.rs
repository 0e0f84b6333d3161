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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The name of a file that does not exist yet.
    File,
    /// A command of the shell.
    Command,
    /// A tag for the article.
    Tag,
    /// A note on the article or the quotation.
    Note,
    /// The title of the article.
    Title,
    /// The day of the article.
    Day,
    /// Another name for this person.
    Rename(String),
    /// A name for the query.
    View,
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
    (".bib .csl.json", "BibTeX or CSL, for a bibliography"),
    (".txt", "aligned columns"),
];

const COMMANDS: [(&str, &str); 4] = [
    ("wc -l", "how many"),
    ("sort | uniq -c", "the command reads one quotation a line, as JSON"),
    ("jq -r .speaker", "if you have jq"),
    ("cat >> notes.jsonl", "the shell is yours; nothing is run but what you type"),
];

const TAGS: [(&str, &str); 2] = [("budget", "a word; tag:budget finds it again"), ("-budget", "takes the tag away")];

const NOTES: [(&str, &str); 2] = [("call back", "any words; note:call finds it again"), ("", "nothing: the note goes")];

const TITLES: [(&str, &str); 1] = [("", "nothing: the article has no title")];

const DAYS: [(&str, &str); 2] = [("2025-11-25", "the day of publication"), ("none", "it is undated")];

const NAMES: [(&str, &str); 1] = [("", "the name as it is to be shown and found")];

const VIEWS: [(&str, &str); 2] = [("budget", "the query is then called @budget"), ("-budget", "forgets that view")];

impl Prompt {
    /// A prompt that begins with this text.
    pub fn new(what: What, text: &str) -> Prompt {
        Prompt { what, input: Input::new(text), wrong: None }
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
            _ => Target::file(typed),
        }
    }

    /// The title of the box, what stands before the line, and examples.
    fn words(&self) -> (String, &'static str, &'static [(&'static str, &'static str)]) {
        match &self.what {
            What::File => ("Export".into(), "write to:", &FILES),
            What::Command => ("Pipe".into(), "command:", &COMMANDS),
            What::Tag => ("Tag".into(), "tag:", &TAGS),
            What::Note => ("Note".into(), "note:", &NOTES),
            What::Title => ("Title of the article".into(), "title:", &TITLES),
            What::Day => ("Day of the article".into(), "day:", &DAYS),
            What::Rename(name) => (format!("{name} is called"), "name:", &NAMES),
            What::View => ("Save the query".into(), "name:", &VIEWS),
        }
    }
}

/// Draws the box.
pub fn draw(state: &State, prompt: &Prompt, canvas: &mut Canvas, area: Rect) {
    let (title, label, examples) = prompt.words();
    let note = match prompt.what {
        What::File | What::Command => count(state.found.quotes, "quotation"),
        What::Tag | What::Note if !state.picked.is_empty() => format!("{} selected", state.picked.len()),
        _ => String::new(),
    };
    canvas.frame(area, &title, &note, true);
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
