//! The interface without a screen: lines out, lines in, nothing drawn twice. For speech, braille, slow lines and
//! terminals that cannot move the cursor.
use super::Start;
use super::found::Found;
use super::librarian::{Librarian, Task};
use super::mending::{Making, shortened};
use super::message::Msg;
use super::panes::body::label;
use super::panes::{count, number};
use super::reading::Reading;
use crate::export::cite;
use crate::library::{Act, Cancel, Mark};
use crate::model::{Article, Quote};
use crate::query::Query;
use crate::text::display::{sanitise, sanitise_lines};
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::channel;

/// Quotations that are read out at a time.
const PAGE: usize = 10;

const HELP: &str = "\
Enter          the next quotations
/words         a query: /speaker:quayle after:2025-08, / alone for everything
3              quotation 3 with the paragraph it stands in
b 3            the whole article of quotation 3
w 3            why it has its speaker
c 3            its citation, to be put into a text
l 3            what cleaning left out of its article
x 3 Ada Quayle somebody else said quotation 3
n 3            nobody who is named said it
o 3            it is no quotation
y 3            its speaker is right
m 3            a star, or none any more
u, r           undo, do again
s              who speaks, t when
q              leave";

/// Reads what there is to read, then commands from `input` until it ends, and answers on `out`.
///
/// # Errors
/// When `out` cannot be written to, or `input` not read.
pub fn run(start: Start, input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<()> {
    let librarian = Librarian::new(start.library, start.marks);
    let mut room = Linear { librarian, line: start.query, found: Found::default(), said: 0, generation: 0 };
    writeln!(out, "whosaid, line by line. Reading; ? explains the commands.")?;
    room.read(start.reading, out)?;
    room.ask(out)?;
    let mut line = String::new();
    loop {
        write!(out, "> ")?;
        out.flush()?;
        line.clear();
        if input.read_line(&mut line)? == 0 || !room.does(line.trim(), out)? {
            return Ok(());
        }
    }
}

struct Linear {
    librarian: Librarian,
    line: String,
    found: Found,
    /// Quotations that were read out.
    said: usize,
    generation: u64,
}

impl Linear {
    /// Reads everything, on a thread of its own, and says how many articles that makes.
    fn read(&mut self, mut reading: Reading, out: &mut dyn Write) -> io::Result<()> {
        // Lines come one after the other: nothing is told that nobody has asked for.
        if let Reading::Folders(folders) = &mut reading {
            folders.watch = false;
        }
        let (heard, news) = channel();
        let (tasks, queue) = channel();
        let (sender, messages) = channel();
        let reader = std::thread::Builder::new()
            .spawn(move || reading.run(&Cancel::default(), (heard, news), &tasks, &sender))?;
        while let Ok(task) = queue.recv() {
            let done = matches!(task, Task::Done(_));
            self.librarian.answer(task, &mut |_| {});
            if done {
                break;
            }
        }
        // A fault there is told as a problem like any other.
        let _ = reader.join();
        for message in messages.try_iter() {
            match message {
                Msg::Problem(problem) => writeln!(out, "could not be read: {}", sanitise(&problem.to_string()))?,
                Msg::Say(text) => writeln!(out, "{}", sanitise(&text))?,
                _ => {}
            }
        }
        Ok(())
    }

    fn answers(&mut self, task: Task) -> Vec<Msg> {
        let mut messages = Vec::new();
        self.librarian.answer(task, &mut |message| messages.push(message));
        messages
    }

    /// Asks the query and reads the first quotations out.
    fn ask(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.generation += 1;
        let task = Task::Search(self.generation, self.line.clone(), Cancel::default());
        for message in self.answers(task) {
            match message {
                Msg::Found(_, found) => self.found = *found,
                Msg::Counted(_, counts) => self.found.quotes = counts.quotes,
                Msg::Say(text) => writeln!(out, "{}", sanitise(&text))?,
                _ => {}
            }
        }
        let found = &self.found;
        writeln!(
            out,
            "{} of {} in {} of {}.",
            number(found.quotes),
            count(found.quotes_in_all, "quote"),
            number(found.articles),
            count(found.articles_in_all, "article")
        )?;
        for (term, without) in &found.without {
            writeln!(out, "without {}: {}", sanitise(term), count(*without, "article"))?;
        }
        self.said = 0;
        self.next(out)
    }

    /// Where the quotations stand.
    fn places(&self) -> impl Iterator<Item = (&Arc<Article>, usize)> {
        self.found.rows.iter().flat_map(|row| row.quotes.iter().map(|q| (&row.article, *q as usize)))
    }

    fn place(&self, number: usize) -> Option<(Arc<Article>, usize, Quote)> {
        let (article, index) = self.places().nth(number.checked_sub(1)?)?;
        Some((article.clone(), index, article.quotes.get(index)?.clone()))
    }

    /// Reads the next quotations out.
    fn next(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.said + PAGE > self.places().count() && self.found.more {
            let last = self.found.rows.last().and_then(|r| r.id);
            for message in
                last.map_or(Vec::new(), |id| self.answers(Task::More(self.generation, self.line.clone(), id)))
            {
                if let Msg::More(_, rows, more) = message {
                    self.found.rows.extend(rows);
                    self.found.more = more;
                }
            }
        }
        let mut told = 0;
        for (n, (article, index)) in self.places().enumerate().skip(self.said).take(PAGE) {
            let Some(quote) = article.quotes.get(index) else { continue };
            let words = sanitise_lines(quote.span.of(&article.body)).replace('\n', " ");
            let day = article.date.map_or("undated".to_string(), |d| d.to_string());
            let kind = quote.kind.name();
            writeln!(out, "{}. {}, {day}, {kind}: “{words}”", n + 1, sanitise(&who(article, quote)))?;
            told += 1;
        }
        self.said += told;
        match self.found.quotes.saturating_sub(self.said) {
            0 => writeln!(out, "That is all."),
            left => writeln!(out, "Enter for more, {} left.", number(left)),
        }
    }

    /// Does one command; false for the one that leaves.
    fn does(&mut self, line: &str, out: &mut dyn Write) -> io::Result<bool> {
        let (word, rest) = line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
        let (wanted, rest) = rest.split_once(' ').map_or((rest, ""), |(n, rest)| (n, rest.trim()));
        let place = wanted.parse().ok().and_then(|n| self.place(n));
        match (word, place) {
            ("", _) => self.next(out)?,
            ("q", _) => return Ok(false),
            ("?", _) => writeln!(out, "{HELP}")?,
            ("s", _) => self.speakers(out)?,
            ("t", _) => self.days(out)?,
            ("u", _) => self.make(Making::Undo, out)?,
            ("r", _) => self.make(Making::Redo, out)?,
            ("b", Some((article, ..))) => writeln!(out, "{}", sanitise_lines(&article.body))?,
            ("w", Some((article, _, quote))) => why(&article, &quote, out)?,
            ("c", Some((article, _, quote))) => writeln!(out, "{}", sanitise(&cite::citation(&article, &quote)))?,
            ("l", Some((article, ..))) => left_out(&article, out)?,
            ("m", Some(place)) => {
                let on = !place.0.made.stars.contains(&place.2.span);
                self.judge(place, Act::Star { on }, out)?;
            }
            ("x", Some(place)) if !rest.is_empty() => {
                self.judge(place, Act::Speaker { name: Some(rest.to_string()) }, out)?;
            }
            ("n", Some(place)) => self.judge(place, Act::Speaker { name: None }, out)?,
            ("o", Some(place)) => self.judge(place, Act::NotQuote, out)?,
            ("y", Some(place)) => self.judge(place, Act::Verified, out)?,
            _ => match word.parse().ok().filter(|_| wanted.is_empty()).map(|n| self.place(n)) {
                Some(Some((article, _, quote))) => whole(&article, &quote, out)?,
                Some(None) => writeln!(out, "There is no quotation {word}.")?,
                None => self.query(line.strip_prefix('/').unwrap_or(line), out)?,
            },
        }
        Ok(true)
    }

    fn query(&mut self, line: &str, out: &mut dyn Write) -> io::Result<()> {
        match Query::parse(line) {
            Ok(query) => {
                self.line = query.line().to_string();
                self.ask(out)
            }
            Err(error) => writeln!(out, "{}", sanitise(&error.to_string())),
        }
    }

    fn judge(
        &mut self,
        (article, _, quote): (Arc<Article>, usize, Quote),
        act: Act,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let said = format!("kept, u undoes: “{}”", shortened(quote.span.of(&article.body)));
        self.make(Making::Marks(vec![Mark::about(&article, &quote, act)], said), out)
    }

    fn make(&mut self, making: Making, out: &mut dyn Write) -> io::Result<()> {
        for message in self.answers(Task::Make(making)) {
            match message {
                Msg::Made(made) => {
                    for (_, article) in &made.articles {
                        let same = |row: &&mut super::found::Row| row.article.hash == article.hash;
                        self.found.rows.iter_mut().filter(same).for_each(|row| {
                            row.quotes.retain(|q| (*q as usize) < article.quotes.len());
                            row.article = article.clone();
                        });
                    }
                    writeln!(out, "{}", sanitise(&made.said))?;
                }
                Msg::Say(text) => writeln!(out, "{}", sanitise(&text))?,
                _ => {}
            }
        }
        Ok(())
    }

    fn speakers(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for message in self.answers(Task::Speakers(self.generation, self.line.clone())) {
            let Msg::Speakers(_, rows) = message else { continue };
            for row in rows.iter().take(2 * PAGE) {
                writeln!(out, "{}, {}", sanitise(&row.name), count(row.quotes, "quote"))?;
            }
            writeln!(out, "{} in all.", count(rows.len(), "speaker"))?;
        }
        Ok(())
    }

    fn days(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let task = Task::Timeline(self.generation, self.line.clone(), false, Cancel::default());
        for message in self.answers(task) {
            let Msg::Timeline(_, counted) = message else { continue };
            let timeline = super::timeline::Timeline { counted, ..Default::default() };
            for bar in timeline.bars(timeline.bucket(2 * PAGE)).iter().filter(|b| b.count > 0) {
                writeln!(
                    out,
                    "{}: {}",
                    super::timeline::span(std::slice::from_ref(bar)),
                    count(bar.count as usize, "quote")
                )?;
            }
        }
        Ok(())
    }
}

/// Who said `quote`.
fn who(article: &Article, quote: &Quote) -> String {
    match (&quote.canonical, quote.speaker) {
        (Some(name), _) => name.clone(),
        (None, Some(mention)) => mention.of(&article.body).replace('\n', " "),
        (None, None) => "nobody named".to_string(),
    }
}

/// A quotation with its article and the paragraph around it.
fn whole(article: &Article, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let (label, _) = article.label();
    let outlet = article.outlet.as_deref().unwrap_or("no outlet");
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let label = label.trim_end_matches(['.', '…']);
    writeln!(out, "{}. {}, {day}, {}", sanitise(label), sanitise(outlet), sanitise(&article.source))?;
    let start = article.body.get(..quote.span.start).and_then(|b| b.rfind('\n')).map_or(0, |i| i + 1);
    let rest = article.body.get(quote.span.end..).unwrap_or("");
    let end = quote.span.end + rest.find('\n').unwrap_or(rest.len());
    writeln!(out, "{}", sanitise_lines(article.body.get(start..end).unwrap_or("")))
}

/// What cleaning left out of an article, each block with its rule.
fn left_out(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    for block in &article.removed {
        let text = sanitise_lines(block.text.of(&article.text)).split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{}, by the rule {}: {text}", label(block.label), sanitise(&block.rule))?;
    }
    writeln!(out, "{} left out.", count(article.removed.len(), "block"))
}

/// Why a quotation has its speaker.
fn why(article: &Article, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}, confidence {:.2}, by {}", sanitise(&who(article, quote)), quote.confidence, quote.how)?;
    for step in &quote.evidence.steps {
        let words = step.span.map_or(String::new(), |s| format!(": “{}”", s.of(&article.body)));
        writeln!(out, "{}{}", sanitise(&step.what), sanitise(&words.replace('\n', " ")))?;
    }
    match &quote.evidence.runner_up {
        Some(second) => writeln!(out, "second choice {}, {:.2}", sanitise(&second.name), second.score),
        None => Ok(()),
    }
}
