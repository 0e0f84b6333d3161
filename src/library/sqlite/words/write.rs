//! Writing runs of the index: the words of new articles, and several runs made one.
use super::super::super::{ArticleId, Result};
use super::super::packing::Packing;
use super::super::record::damaged;
use super::list::List;
use super::page::{Draft, FULL, distance, places_end, put_distance};
use super::terms::Terms;
use super::{Run, gone, runs};
use rusqlite::{Connection, params};

/// Runs that are made one together.
const TOGETHER: usize = 8;
/// Runs of so many articles are left as they are.
const LARGE: i64 = 30_000;

/// Articles that are gone before it is worth the while to write all others again.
const WORTH: i64 = 1_000;
/// Articles of a run when the index is made anew.
const REBUILT: usize = 2_000;

/// The words of articles that are not yet written.
#[derive(Default)]
pub(in super::super) struct Batch {
    terms: Terms,
    /// For each article its words, in order.
    articles: Vec<(i64, Vec<u32>)>,
}

impl Batch {
    /// Takes in an article.
    pub fn add(&mut self, id: ArticleId, title: &str, body: &str) {
        let words = self.terms.of(title, body);
        self.articles.push((id.0, words));
    }

    /// True if the article is in it.
    pub fn has(&self, id: ArticleId) -> bool {
        self.articles.iter().any(|(known, _)| *known == id.0)
    }

    /// Writes all that was taken in as a run.
    pub fn write(&mut self, conn: &Connection) -> Result<()> {
        let Batch { mut terms, mut articles } = std::mem::take(self);
        articles.sort_unstable_by_key(|(id, _)| *id);
        let Some((base, _)) = articles.first() else { return Ok(()) };
        let (_, key) = begin(conn, articles.len() as i64, None)?;
        let mut pages = Pages::new(conn, key, *base);
        for (id, words) in &articles {
            terms.post(*base, *id, words);
        }
        for (word, postings) in terms.sorted() {
            pages.word(word)?;
            let (mut at, mut id) = (0, *base);
            while at < postings.len() {
                id = distance(postings, &mut at, id).ok_or_else(damaged)?;
                let end = places_end(postings, at).ok_or_else(damaged)?;
                pages.post(id, postings.get(at..end).unwrap_or(&[]))?;
                at = end;
            }
        }
        pages.end()?;
        join(conn)
    }
}

/// Makes the index anew from all texts.
pub(in super::super) fn rebuild(conn: &Connection) -> Result<()> {
    let packing = Packing::new()?;
    conn.execute_batch("DELETE FROM page; DELETE FROM run; DELETE FROM gone;")?;
    let mut stmt =
        conn.prepare("SELECT article.id, title, body FROM article JOIN store ON store.id = store ORDER BY article.id")?;
    let mut rows = stmt.query([])?;
    let mut batch = Batch::default();
    while let Some(row) = rows.next()? {
        let (title, body) = (packing.text(conn, row.get_ref(1)?)?, packing.text(conn, row.get_ref(2)?)?);
        batch.add(ArticleId(row.get(0)?), &title, &body);
        if batch.articles.len() == REBUILT {
            batch.write(conn)?;
        }
    }
    batch.write(conn)
}

/// Notes that the article is out of the index.
pub(in super::super) fn remove(conn: &Connection, id: ArticleId) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO gone (article, run) SELECT ?, max(id) FROM run HAVING max(id) NOT NULL";
    conn.prepare_cached(sql)?.execute([id.0])?;
    Ok(())
}

/// Notes a run; its number and the key of its pages. One that stands for others gets the number of the newest of them.
fn begin(conn: &Connection, articles: i64, number: Option<i64>) -> Result<(i64, i64)> {
    let sql = "INSERT INTO run (id, key, articles) VALUES
               (coalesce(?, (SELECT coalesce(max(id), 0) + 1 FROM run)), (SELECT coalesce(max(key), 0) + 1 FROM run), ?)
               RETURNING id, key";
    Ok(conn.prepare_cached(sql)?.query_row(params![number, articles], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// Makes the newest runs one where there are many of about one size.
fn join(conn: &Connection) -> Result<()> {
    let size = |run: &Run| run.articles.max(1).ilog(TOGETHER as i64);
    loop {
        let mut runs = runs(conn)?;
        runs.reverse();
        let (mut largest, mut found) = (0, None);
        for (i, run) in runs.iter().enumerate().take_while(|(_, run)| run.articles < LARGE) {
            largest = largest.max(size(run));
            let same = runs.iter().take(i + 1).filter(|r| size(r) == largest).count();
            found = if same >= TOGETHER { Some(i + 1) } else { found };
        }
        let Some(newest) = found.and_then(|n| runs.get(..n)) else { return Ok(()) };
        merge(conn, newest)?;
    }
}

/// Makes `runs`, the newest first, one.
fn merge(conn: &Connection, runs: &[Run]) -> Result<()> {
    let (Some(newest), Some(oldest)) = (runs.first(), runs.last()) else { return Ok(()) };
    let gone = gone(conn)?;
    let mut sources = Vec::with_capacity(runs.len());
    for run in runs {
        sources.extend(List::whole(conn, *run)?);
    }
    let base = sources.iter().map(|s| s.base()).min().unwrap_or(0);
    let whole = oldest.id <= first(conn)?;
    let dead = if whole { gone.len() as i64 } else { 0 };
    let articles = (runs.iter().map(|run| run.articles).sum::<i64>() - dead).max(0);
    let key: i64 = conn.query_row("SELECT max(key) + 1 FROM run", [], |r| r.get(0))?;
    let mut pages = Pages::new(conn, key, base);
    while let Some(word) = sources.iter().map(|s| s.word()).min().map(<[u8]>::to_vec) {
        pages.word(&word)?;
        let mut having: Vec<&mut List> = sources.iter_mut().filter(|s| s.word() == word).collect();
        while let Some((id, i)) = having.iter().enumerate().filter_map(|(i, s)| Some((s.id?, i))).min() {
            let Some(source) = having.get_mut(i) else { break };
            if gone.get(&id).is_none_or(|upto| *upto < source.run.id) {
                pages.post(id, source.places())?;
            }
            source.next(conn)?;
        }
        for source in &mut having {
            source.next_word(conn)?;
        }
        sources.retain(|s| s.id.is_some());
    }
    pages.end()?;
    for run in runs {
        conn.prepare_cached("DELETE FROM page WHERE run = ?")?.execute([run.key])?;
        conn.prepare_cached("DELETE FROM run WHERE id = ?")?.execute([run.id])?;
    }
    conn.execute("INSERT INTO run (id, key, articles) VALUES (?, ?, ?)", params![newest.id, key, articles])?;
    // What went out of runs that are no more need not be remembered.
    if whole {
        conn.execute("DELETE FROM gone", [])?;
    }
    Ok(())
}

/// The number of the oldest run.
fn first(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT coalesce(min(id), 0) FROM run")?.query_row([], |r| r.get(0))?)
}

/// Makes all runs one where half of what they have is gone: it takes room, and time of whoever asks.
pub(in super::super) fn tidy(conn: &Connection) -> Result<()> {
    let sql = "SELECT (SELECT count(*) FROM gone), (SELECT coalesce(sum(articles), 0) FROM run)";
    let (gone, articles): (i64, i64) = conn.prepare_cached(sql)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    if gone < WORTH || gone * 2 < articles {
        return Ok(());
    }
    let mut runs = runs(conn)?;
    runs.reverse();
    merge(conn, &runs)
}

/// Writes the pages of a run: words in their order, for each its numbers ascending.
struct Pages<'c> {
    conn: &'c Connection,
    key: i64,
    base: i64,
    page: Draft,
    word: Vec<u8>,
    postings: Vec<u8>,
    first: i64,
    last: i64,
}

impl<'c> Pages<'c> {
    fn new(conn: &'c Connection, key: i64, base: i64) -> Pages<'c> {
        let (word, postings) = (Vec::new(), Vec::new());
        Pages { conn, key, base, page: Draft::new(base), word, postings, first: base, last: base }
    }

    /// What follows is about this word.
    fn word(&mut self, word: &[u8]) -> Result<()> {
        self.close(None)?;
        self.word.clear();
        self.word.extend_from_slice(word);
        Ok(())
    }

    fn post(&mut self, id: i64, places: &[u8]) -> Result<()> {
        if !self.postings.is_empty() && self.page.bytes.len() + self.postings.len() + places.len() > FULL {
            self.close(Some(self.last))?;
            self.flush()?;
        }
        if self.postings.is_empty() {
            (self.first, self.last) = (id, self.base);
        }
        put_distance(&mut self.postings, self.last, id);
        self.postings.extend_from_slice(places);
        self.last = id;
        Ok(())
    }

    /// Ends the word on this page.
    fn close(&mut self, goes_on: Option<i64>) -> Result<()> {
        if self.postings.is_empty() {
            return Ok(());
        }
        if self.page.bytes.len() + self.postings.len() + self.word.len() > FULL {
            self.flush()?;
        }
        self.page.push(&self.word, self.first, &self.postings, goes_on);
        self.postings.clear();
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let mut page = std::mem::replace(&mut self.page, Draft::new(self.base));
        let Some((word, first)) = page.first.take() else { return Ok(()) };
        let sql = "INSERT INTO page (run, word, first, data) VALUES (?, ?, ?, ?)";
        self.conn.prepare_cached(sql)?.execute(params![self.key, word, first, page.finish()])?;
        Ok(())
    }

    fn end(mut self) -> Result<()> {
        self.close(None)?;
        self.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::schema;
    use super::super::{Column, Desk, Expr, Index, Stream};
    use super::*;

    fn words(n: i64) -> String {
        format!(
            "the harbour {} w{} {} the quay",
            ["calm", "full"][(n % 2) as usize],
            n % 7,
            "storm ".repeat(n as usize % 3)
        )
    }

    fn found(conn: &Connection, line: &str) -> Vec<i64> {
        let mut index = Index::default();
        index.refresh(conn, 1).unwrap();
        let (prefix, line) = line.strip_suffix('*').map_or((false, line), |line| (true, line));
        let words = line.split(' ').map(str::to_owned).collect();
        let mut stream = Stream::new(Expr::Words { words, prefix, column: Column::Both }, i64::MAX);
        let (mut out, mut from) = (Vec::new(), 0);
        loop {
            let more = stream.next(&Desk { conn, index: &index }, from).unwrap();
            let Some(last) = more.last() else { return out };
            from = last + 1;
            out.extend(more);
        }
    }

    #[test]
    fn runs_are_joined_and_what_is_gone_is_not_found() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::migrate(&mut conn).unwrap();
        let number = |n: i64| ((n * 37 % 90) << 24) + n;
        let mut there = std::collections::BTreeMap::new();
        for round in 0..40 {
            let mut batch = Batch::default();
            for n in round * 70..round * 70 + 70 {
                batch.add(ArticleId(number(n)), "Of the harbour", &words(n));
                there.insert(number(n), words(n));
            }
            batch.write(&conn).unwrap();
            // One of those that are there gets other words.
            let (id, other) = (number(round * 35), format!("snow {}", words(round)));
            remove(&conn, ArticleId(id)).unwrap();
            batch.add(ArticleId(id), "Of the harbour", &other);
            batch.write(&conn).unwrap();
            there.insert(id, other);
        }
        let same = |conn: &Connection, there: &std::collections::BTreeMap<i64, String>| {
            for line in
                ["storm", "w3 storm", "the quay", "ha*", "sn*", "full w5*", "of the harbour", "harbour snow", "q*"]
            {
                let (start, prefix) = line.strip_suffix('*').map_or((line, false), |line| (line, true));
                let held = |text: &str| {
                    let text = format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "));
                    text.contains(&if prefix { format!(" {start}") } else { format!(" {start} ") })
                };
                let held = |text: &&String| held(text) || held("of the harbour");
                let expected: Vec<i64> = there.iter().filter(|(_, text)| held(text)).map(|(id, _)| *id).collect();
                assert_eq!(found(conn, line), expected, "{line}");
            }
        };
        assert!(runs(&conn).unwrap().len() < 24, "{:?}", runs(&conn).unwrap());
        same(&conn, &there);
        let pages =
            |conn: &Connection| conn.query_row("SELECT count(*) FROM page", [], |r| r.get::<_, i64>(0)).unwrap();
        let before = pages(&conn);
        for id in there.keys().copied().filter(|id| id % 5 > 0).collect::<Vec<_>>() {
            remove(&conn, ArticleId(id)).unwrap();
            there.remove(&id);
        }
        same(&conn, &there);
        tidy(&conn).unwrap();
        assert_eq!((runs(&conn).unwrap().len(), gone(&conn).unwrap().len()), (1, 0));
        assert!(pages(&conn) < before, "{} of {before} pages", pages(&conn));
        same(&conn, &there);
    }
}
