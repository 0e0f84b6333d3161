//! The interface without a terminal: a state, a small library of invented articles, and somebody who types.
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use whosaid::ingest::Summary;
use whosaid::library::{Cancel, MarksFile, Sqlite};
use whosaid::model::{
    Article, ContentHash, Edits, Evidence, Kind, Label, Person, PersonKind, Quote, RawArticle, Removed, Run, Span, Step,
};
use whosaid::tui::effect::Effect;
use whosaid::tui::key::Key;
use whosaid::tui::keymap::Keymap;
use whosaid::tui::librarian::{Librarian, Task};
use whosaid::tui::message::Msg;
use whosaid::tui::state::State;
use whosaid::tui::theme::Theme;
use whosaid::tui::update::update;
use whosaid::tui::view;

/// A quotation of an invented article: its words, its kind, the mention of the speaker, the full name.
type Said = (&'static str, Kind, &'static str, Option<&'static str>);

/// An invented article: day, title, paragraphs, quotations.
pub fn article(day: Option<(i32, u32, u32)>, title: Option<&str>, body: &str, said: &[Said]) -> Article {
    let date = day.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
    let head = "The Tern\n\nSupport local reporting: give what you can.\n\n";
    let text = format!("{head}{body}");
    let span = |words: &str, from: usize| {
        let at = body[from..].find(words).unwrap_or_else(|| panic!("{words:?} is not in the article")) + from;
        Span::new(at, at + words.len())
    };
    let mut quotes = Vec::new();
    let mut people: Vec<Person> = Vec::new();
    for (words, kind, mention, name) in said {
        let at = span(words, 0);
        let speaker = (!mention.is_empty()).then(|| span(mention, 0));
        if let (Some(name), Some(mention)) = (name, speaker) {
            people.push(Person { name: name.to_string(), kind: PersonKind::Person, mentions: vec![mention] });
        }
        let step = |what: &'static str| Step { what: Cow::Borrowed(what), span: speaker };
        let steps = if speaker.is_some() { vec![step("subject of “said”")] } else { Vec::new() };
        quotes.push(Quote {
            span: at,
            spans: vec![at],
            kind: *kind,
            speaker,
            canonical: name.map(str::to_string),
            how: if speaker.is_some() { "subject".into() } else { "none".into() },
            confidence: if name.is_some() { 0.93 } else { 0.41 },
            cue: None,
            evidence: Evidence { span_rule: "marks".into(), steps, runner_up: None },
        });
    }
    let first = |n: usize| body.chars().take(n).collect::<String>();
    let raw = RawArticle { text: text.clone(), title: title.map(Into::into), date, ..RawArticle::default() };
    let whole = Run { text: Span::new(head.len(), text.len()), body: Span::new(0, body.len()), copied: true };
    let plea = Span::new(10, head.len() - 2);
    Article {
        hash: ContentHash::of(&raw),
        id: title.map_or_else(|| first(10), str::to_string),
        source: format!("tern/{}.txt", first(6).trim().to_lowercase()),
        edits: Edits { runs: vec![whole] },
        removed: vec![Removed { text: plea, at: 0, label: Label::Plea, rule: "give-what-you-can".into() }],
        title: title.map(str::to_string),
        outlet: Some("The Tern".to_string()),
        date,
        text,
        body: body.to_string(),
        quotes,
        people,
        ..Article::default()
    }
}

/// Six weeks in an invented harbour town.
pub fn articles() -> Vec<Article> {
    let dredging = "The harbour board voted on Tuesday to dredge the inner basin.\n\n\
        “We have waited eleven years for this, and the boats cannot wait a twelfth,” Ada Quayle said after the vote. \
        She called the decision “overdue”.\n\n\
        Tom Marrow, who voted against, warned of “a bill that nobody has read”.\n\n\
        “It is not the mud that sinks a town,” he said. “It is the debt.”\n\n\
        The work begins in spring. A note on the door of the office spoke of “delays”.";
    let ferry = "The night ferry will not sail this winter.\n\nAda Quayle told the Tern that the route was \
        “asleep, not dead”.";
    let lights = "Lamps along the quay went dark again. “Somebody is stealing the copper,” a fisherman said.\n\n\
        The so-called “quiet mile” has been closed since Sunday.";
    let fair = "The herring fair drew a record crowd on Saturday.";
    use Kind::{Direct, Mixed, Term};
    let (quayle, marrow) = (Some("Ada Quayle"), Some("Tom Marrow"));
    vec![
        article(
            Some((2025, 11, 4)),
            Some("Board votes to dredge the inner basin after eleven years of waiting"),
            dredging,
            &[
                (
                    "We have waited eleven years for this, and the boats cannot wait a twelfth,",
                    Direct,
                    "Ada Quayle",
                    quayle,
                ),
                ("overdue", Mixed, "She", quayle),
                ("a bill that nobody has read", Mixed, "Tom Marrow", marrow),
                ("It is not the mud that sinks a town,", Direct, "he said", marrow),
                ("It is the debt.", Direct, "he said", marrow),
                ("delays", Mixed, "", None),
            ],
        ),
        article(Some((2025, 10, 19)), None, ferry, &[("asleep, not dead", Mixed, "Ada Quayle", quayle)]),
        article(
            None,
            None,
            lights,
            &[("Somebody is stealing the copper,", Direct, "a fisherman", None), ("quiet mile", Term, "", None)],
        ),
        article(Some((2025, 9, 27)), Some("Herring fair"), fair, &[]),
    ]
}

/// Somebody at a screen.
pub struct Desk {
    pub state: State,
    pub theme: Theme,
    pub librarian: Librarian,
    /// Effects that nobody here performs.
    pub effects: Vec<Effect>,
}

impl Desk {
    /// A screen of this size with everything read.
    pub fn new(size: (u16, u16), theme: &str, ascii: bool) -> Desk {
        Desk::with(size, Theme::named(theme, ascii).unwrap(), articles())
    }

    pub fn with(size: (u16, u16), theme: Theme, articles: Vec<Article>) -> Desk {
        let library = Box::new(Sqlite::in_memory().unwrap());
        let state = State::new(size, Keymap::builtin(), "");
        let mut desk = Desk { state, theme, librarian: Librarian::new(library, None), effects: Vec::new() };
        desk.does(Task::Put(articles));
        desk.does(Task::Settle);
        desk.does(Task::Done(Summary::default()));
        desk
    }

    /// A library with these articles in place of the one that is there; what the reader makes is kept in `marks`.
    pub fn restock(&mut self, articles: Vec<Article>, marks: Option<&std::path::Path>) {
        let library = Box::new(Sqlite::in_memory().unwrap());
        self.librarian = Librarian::new(library, marks.map(|path| MarksFile::open(path).unwrap()));
        self.does(Task::Put(articles));
    }

    /// Hands over a message and answers what it asks of the library.
    pub fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            match effect {
                Effect::Search(n, line) => self.does(Task::Search(n, line, Cancel::default())),
                Effect::Seek(n, line, seek) => self.does(Task::Seek(n, line, seek, Cancel::default())),
                Effect::Earlier(n, line, first) => self.does(Task::Earlier(n, line, first)),
                Effect::More(n, line, last) => self.does(Task::More(n, line, last)),
                Effect::Speakers(n, line) => self.does(Task::Speakers(n, line)),
                Effect::People(n, line) => self.does(Task::People(n, line, Cancel::default())),
                Effect::Timeline(n, line, split) => self.does(Task::Timeline(n, line, split, Cancel::default())),
                Effect::Facets(n, line, all) => self.does(Task::Facets(n, line, all, Cancel::default())),
                Effect::Outlets(line) => self.does(Task::Outlets(line)),
                Effect::Compare(line, names) => self.does(Task::Compare(line, names)),
                Effect::Latest(name, line) => self.does(Task::Latest(name, line)),
                Effect::Make(making) => self.does(Task::Make(making)),
                Effect::Forget(_) => {}
                other => self.effects.push(other),
            }
        }
    }

    /// Lets the librarian do this and shows what comes of it.
    pub fn does(&mut self, task: Task) {
        let mut answers = Vec::new();
        self.librarian.answer(task, &mut |msg| answers.push(msg));
        answers.into_iter().for_each(|msg| self.send(msg));
    }

    /// Types: letters are themselves, names of keys stand in `<>`.
    pub fn keys(&mut self, script: &str) {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            let name = match rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                Some((name, after)) => {
                    rest = after;
                    name.to_string()
                }
                None => {
                    rest = &rest[c.len_utf8()..];
                    if c == ' ' { "space".to_string() } else { c.to_string() }
                }
            };
            let key = Key::parse(&name).unwrap_or_else(|e| panic!("{e}"));
            self.send(Msg::Key(KeyEvent::from(key)));
        }
    }

    /// What is on the screen.
    pub fn screen(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.state.size.0, self.state.size.1));
        view::draw(&self.state, &self.theme, &mut buffer);
        buffer
    }

    /// The text on the screen, without spaces at the ends of lines.
    pub fn text(&self) -> String {
        let buffer = self.screen();
        (0..buffer.area.height).map(|y| row(&buffer, y) + "\n").collect()
    }

    /// Compares the screen, text and styles, with the picture `tests/it/screens/<name>.txt`; with WHOSAID_BLESS=1 in
    /// the environment writes it instead.
    pub fn compare(&self, name: &str) {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").join(format!("{name}.txt"));
        let picture = picture(&self.screen());
        if std::env::var_os("WHOSAID_BLESS").is_some_and(|v| v == "1") {
            std::fs::write(&path, &picture).unwrap();
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = picture.lines().zip(known.lines()).position(|(a, b)| a != b);
        let shown = differs.map(|i| (picture.lines().nth(i), known.lines().nth(i)));
        assert!(picture == known, "{name} differs at line {differs:?}: {shown:?}\n{picture}");
    }
}

fn row(buffer: &Buffer, y: u16) -> String {
    let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
    cells.collect::<String>().trim_end().to_string()
}

/// The text of the screen, then a letter for the style of every cell, then what the letters mean.
pub fn picture(buffer: &Buffer) -> String {
    let mut out = String::new();
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut styles = String::new();
    for y in 0..buffer.area.height {
        let _ = writeln!(out, "{}", row(buffer, y));
        let mut line = String::new();
        for x in 0..buffer.area.width {
            let name = style_name(buffer[(x, y)].style());
            let next = char::from(b'a' + letters.len() as u8);
            line.push(if name.is_empty() { '.' } else { *letters.entry(name).or_insert(next) });
        }
        let _ = writeln!(styles, "{}", line.trim_end_matches('.'));
    }
    let mut legend: Vec<(char, String)> = letters.into_iter().map(|(name, letter)| (letter, name)).collect();
    legend.sort();
    let legend: String = legend.iter().map(|(letter, name)| format!("{letter} {name}\n")).collect();
    format!("{out}--- styles\n{styles}--- legend\n{legend}")
}

fn style_name(style: Style) -> String {
    let mut parts = Vec::new();
    for (colour, on) in [(style.fg, ""), (style.bg, "on ")] {
        if let Some(colour) = colour.filter(|c| *c != Color::Reset) {
            parts.push(format!("{on}{colour}").to_lowercase());
        }
    }
    for (name, bit) in [
        ("bold", Modifier::BOLD),
        ("italic", Modifier::ITALIC),
        ("underline", Modifier::UNDERLINED),
        ("reverse", Modifier::REVERSED),
    ] {
        if style.add_modifier.contains(bit) {
            parts.push(name.to_string());
        }
    }
    parts.join(" ")
}
