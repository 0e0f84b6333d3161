//! Equal numbers in equal order, whoever is asked, and equal counts.
use super::corpus;
use chrono::NaiveDate;
use std::sync::Arc;
use std::time::Duration;
use whosaid::library::{
    Act, ArticleId, Bucket, Cancel, Cursor, Depth, Facet, Hit, LibError, Library, Mark, Marks, Plain, Sqlite, Stamp,
};
use whosaid::model::{Article, ContentHash};
use whosaid::query::Query;

const ATOMS: &[&str] = &[
    "harbour",
    "peace",
    "cease-fire",
    "\"peace plan\"",
    "peace*",
    "pe*",
    "p*",
    "*",
    "title:talks",
    "title:pea*",
    "text:ferry",
    "text:\"the harbour\"",
    "said:peace",
    "said:\"the plan\"",
    "said:pla*",
    "ete",
    "strasse",
    "和平",
    "和",
    "\"it's\"",
    "absent",
    "speaker:marrow",
    "speaker:quayle",
    "speaker:hradskiy",
    "speaker:hrad*",
    "speaker:hrad",
    "speaker:(qua|marrow)",
    "-speaker:ma",
    "speaker:*",
    "speaker:(marrow|lint)",
    "as:he",
    "as:mrs",
    "as:\"the mayor\"",
    "about:quayle",
    "about:edda",
    "about:hradsk*",
    "kind:direct",
    "kind:mixed|term",
    "kind:term",
    "is:low",
    "is:dup",
    "is:dup|corrected -speaker:marrow",
    "is:unattributed",
    "conf:<0.6",
    "conf:>=0.9",
    "conf:0.5..0.8",
    "outlet:tern",
    "outlet:post",
    "path:made/1/*",
    "path:txt",
    "after:2024-06",
    "before:2024-03-01",
    "on:2024-05",
    "date:2024-02..2024-08",
    "date:none",
    "after:\"90 weeks\"",
    "president",
    "ukraine",
    "\"of the\"",
    "quayle council",
    "outlet:independent",
    "\"harbour plan\"~4",
    "\"the harbour\"~1 speaker:marrow",
    "harbor~1",
    "said:plann~2",
    "/peace\\w+ (of|the)/",
    "title:/talks$/",
    "sort:relevance harbour|plan",
    "sort:-relevance said:peace",
    "is:corrected",
    "is:verified -harbour",
    "is:starred",
    "tag:ferries",
    "tag:* speaker:*",
    "note:doubt*",
    "-note:*",
    "is:corrected|low",
    "speaker:mole",
];

const TAILS: &[&str] = &[
    "",
    " -harbour",
    " speaker:quayle",
    " date:none+ after:2024-05",
    " OR council",
    " the",
    " sort:date",
    " sort:speaker",
    " sort:-conf",
    " limit:3",
    " -kind:term",
    " sta*",
];

fn queries() -> Vec<Query> {
    let today = NaiveDate::from_ymd_opt(2025, 11, 26).unwrap();
    let lines = ATOMS.iter().flat_map(|atom| TAILS.iter().map(move |tail| format!("{atom}{tail}")));
    let whole = [
        "",
        "sort:date",
        "sort:speaker limit:4",
        "-peace",
        "-speaker:quayle",
        "NOT (peace OR speaker:lint)",
        "(peace OR plan) (speaker:marrow OR kind:term) -title:talks",
        "peace OR after:2025 OR is:low",
        "-date:none -on:2024",
        "-(after:2024-06 peace)",
        "speaker:marrow speaker:edda",
        "said:peace -said:plan",
        "(said:peace OR about:lint) after:2024-02 before:2025-03",
        "speaker:marrow OR outlet:tern",
    ];
    let lines = lines.chain(whole.iter().map(|l| (*l).to_owned()));
    lines.map(|line| Query::parse_on(&line, today).unwrap_or_else(|e| panic!("{line}: {e}"))).collect()
}

/// All hits, a few at a time.
fn hits(library: &mut dyn Library, query: &Query, step: usize) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    loop {
        let at = all.last().map_or(Cursor::first(step), |h| Cursor::after(h.article, step));
        let page = library.search(query, &at, &Cancel::default()).unwrap();
        assert!(page.rows.len() <= step && (!page.more || !page.rows.is_empty()), "{}", query.line());
        all.extend(page.rows);
        if !page.more {
            return all;
        }
    }
}

/// All hits, a few at a time from the end.
fn backwards(library: &mut dyn Library, query: &Query, step: usize) -> Vec<Hit> {
    let mut all: Vec<Hit> = Vec::new();
    loop {
        let at = all.first().map_or(Cursor::last(step), |h| Cursor::before(h.article, step));
        let mut page = library.search(query, &at, &Cancel::default()).unwrap();
        assert!(page.rows.len() <= step && (!page.more || !page.rows.is_empty()), "{}", query.line());
        page.rows.append(&mut all);
        all = page.rows;
        if !page.more {
            return all;
        }
    }
}

fn same(oracle: &mut dyn Library, library: &mut dyn Library, queries: &[Query], what: &str) {
    let stop = Cancel::default();
    let long = Duration::from_secs(600);
    let mut finding = 0;
    for (number, query) in queries.iter().enumerate() {
        let line = query.line();
        let expected = hits(oracle, query, usize::MAX);
        assert_eq!(hits(library, query, usize::MAX), expected, "{what}: {line}");
        finding += usize::from(!expected.is_empty());
        if number % 5 == 0 {
            assert_eq!(hits(library, query, 7), expected, "{what}: {line}, page by page");
            assert_eq!(backwards(library, query, 7), expected, "{what}: {line}, from the end");
            if let Some(id) = expected.get(expected.len() / 3).map(|h| h.article) {
                assert_eq!(library.before(query, id, &stop).unwrap(), expected.len() / 3, "{what}: {line}");
            }
            let gone = expected.get(expected.len() / 2).map_or(ArticleId(7), |h| ArticleId(h.article.0 + 1));
            for at in [Cursor::after(gone, 3), Cursor::before(gone, 3)] {
                let ask = |l: &mut dyn Library| l.search(query, &at, &stop).unwrap();
                assert_eq!(ask(library), ask(oracle), "{what}: {line}, {at:?}");
            }
            assert_eq!(
                library.count(query, long, &stop).unwrap(),
                oracle.count(query, long, &stop).unwrap(),
                "{what}: {line}"
            );
        }
        let by =
            [Facet::Speaker, Facet::Outlet, Facet::Kind, Facet::Quotes(Bucket::Month), Facet::Articles(Bucket::Week)];
        if let Some(by) = by.get(number % 31) {
            let ask = |library: &mut dyn Library| library.facets(query, *by, long, &stop).unwrap();
            assert_eq!(ask(library), ask(oracle), "{what}: {by:?} of {line}");
        }
        if number % 29 == 0 {
            assert_eq!(
                library.speakers(query, &stop).unwrap(),
                oracle.speakers(query, &stop).unwrap(),
                "{what}: {line}"
            );
        }
    }
    assert!(finding * 3 > queries.len(), "{what}: only {finding} of {} queries find anything", queries.len());
    assert_eq!(library.totals().unwrap(), oracle.totals().unwrap(), "{what}");
    let report = library.check(Depth::Deep).unwrap();
    assert_eq!(report.problems, Vec::<String>::new(), "{what}");
}

/// Does the same to both.
fn both<T: PartialEq + std::fmt::Debug>(
    libraries: &mut [&mut dyn Library; 2],
    work: impl Fn(&mut dyn Library) -> T,
) -> T {
    let [oracle, library] = libraries;
    let (a, b) = (work(*oracle), work(*library));
    assert_eq!(a, b);
    a
}

#[test]
fn the_same_answers_for_every_corpus() {
    let queries = queries();
    assert!(queries.len() >= 300);
    for (name, articles) in corpus::all() {
        let (mut plain, mut sqlite) = (Plain::new(), Sqlite::in_memory().unwrap());
        // Several batches, so that the numbers do not come in their order.
        for batch in articles.chunks(articles.len() / 3 + 1) {
            both(&mut [&mut plain, &mut sqlite], |l| l.put(batch).unwrap());
        }
        sqlite.settle(&Cancel::default()).unwrap();
        same(&mut plain, &mut sqlite, &queries, name);
        let ids: Vec<ArticleId> = hits(&mut plain, &Query::all(), 1000).iter().map(|h| h.article).collect();
        for id in ids {
            assert_eq!(sqlite.article(id).unwrap(), plain.article(id).unwrap());
        }
    }
}

/// Things that a reader does to some articles, the first of which have quotations.
fn marks(articles: &[Arc<Article>]) -> Marks {
    let mut marks = Marks::default();
    let quoting: Vec<&Arc<Article>> = articles.iter().filter(|a| a.quotes.len() > 1).collect();
    let name = |s: &str| Some(s.to_owned());
    for (number, article) in quoting.iter().enumerate().take(40) {
        let (first, second) = (&article.quotes[0], &article.quotes[1]);
        marks.take(match number % 10 {
            0 => Mark::about(article, first, Act::Speaker { name: name("Ida Mole") }),
            1 => Mark::about(article, second, Act::Speaker { name: None }),
            2 => Mark::about(article, first, Act::NotQuote),
            3 => Mark::about(article, second, Act::Verified),
            4 => Mark::on(article, Act::Date { date: NaiveDate::from_ymd_opt(2024, 5, 5 + (number / 10) as u32) }),
            5 => Mark::on(article, Act::Date { date: None }),
            6 => Mark::on(article, Act::Title { title: name("Talks of ferries") }),
            7 => Mark::on(article, Act::Star { on: true }),
            8 => Mark::on(article, Act::Tag { tag: "ferries".into(), on: true }),
            _ => Mark::about(article, second, Act::Note { note: "I doubt this".into() }),
        });
    }
    marks.take(Mark::of(Act::Merge { from: "Borys Lint".into(), into: "Tom Quayle".into() }));
    marks.take(Mark::of(Act::Rename { from: "Edda Marrow".into(), into: "Edda Mole".into() }));
    marks
}

#[test]
fn what_the_reader_makes_is_asked_like_everything_else() {
    let articles = corpus::made(120);
    let queries: Vec<Query> = queries().into_iter().skip(3).step_by(5).collect();
    let (before, after) = articles.split_at(70);
    let (mut plain, mut sqlite) = (Plain::new(), Sqlite::in_memory().unwrap());
    let libraries = &mut [&mut plain as &mut dyn Library, &mut sqlite];
    both(libraries, |l| l.put(before).unwrap());
    let mut marks = marks(&articles);
    both(libraries, |l| l.follow(Arc::new(marks.clone())).map(|_| ()).unwrap());
    // Some of it is about articles that come only now.
    both(libraries, |l| l.put(after).unwrap());
    both(libraries, |l| l.settle(&Cancel::default()).unwrap());
    same(&mut plain, &mut sqlite, &queries, "corrected");
    let ids: Vec<ArticleId> = hits(&mut plain, &Query::all(), 1000).iter().map(|h| h.article).collect();
    for id in ids {
        assert_eq!(sqlite.article(id).unwrap(), plain.article(id).unwrap());
    }
    let undone: Vec<u64> = marks.all().map(|(number, ..)| number).collect();
    for number in undone {
        marks.take(Mark::of(Act::Undo { number }));
    }
    both(&mut [&mut plain, &mut sqlite], |l| l.follow(Arc::new(marks.clone())).map(|_| ()).unwrap());
    sqlite.settle(&Cancel::default()).unwrap();
    let some: Vec<Query> = queries.into_iter().step_by(4).collect();
    same(&mut plain, &mut sqlite, &some, "all undone");
    for article in &articles {
        let id = sqlite.seen(&[article.hash]).unwrap()[0].unwrap();
        assert_eq!(sqlite.article(id).unwrap().as_ref(), Some(article), "as it was read");
    }
}

#[test]
fn putting_twice_is_putting_once_and_what_goes_is_gone() {
    let articles = corpus::made(60);
    let (mut plain, mut sqlite) = (Plain::new(), Sqlite::in_memory().unwrap());
    let libraries = &mut [&mut plain as &mut dyn Library, &mut sqlite];
    let first = both(libraries, |l| l.put(&articles).unwrap());
    let again = both(libraries, |l| l.put(&articles).unwrap());
    assert_eq!((first.added, again.added, &first.ids), (60, 0, &again.ids));
    let twice: Vec<Arc<Article>> = articles.iter().take(3).chain(articles.iter().take(3)).cloned().collect();
    assert_eq!(both(libraries, |l| l.put(&twice).unwrap()).added, 0);
    let gone: Vec<ArticleId> = first.ids.iter().copied().step_by(3).chain([ArticleId(12)]).collect();
    both(libraries, |l| l.remove(&gone).map(|_| ()).unwrap());
    both(libraries, |l| l.settle(&Cancel::default()).unwrap());
    let some: Vec<Query> = queries().into_iter().step_by(9).collect();
    same(&mut plain, &mut sqlite, &some, "after removing");
    let hashes: Vec<ContentHash> = articles.iter().map(|a| a.hash).collect();
    both(&mut [&mut plain, &mut sqlite], |l| l.seen(&hashes).unwrap());
    let back = both(&mut [&mut plain, &mut sqlite], |l| l.put(&articles).unwrap());
    assert_eq!(back.added, 20);
    sqlite.settle(&Cancel::default()).unwrap();
    same(&mut plain, &mut sqlite, &some, "after putting back");
    let other = |a: &Arc<Article>| {
        let mut article = Article::clone(a);
        article.quotes.pop();
        article.title = Some("The harbour anew".into());
        Arc::new(article)
    };
    let unknown = Article { hash: ContentHash([9; 16]), ..Article::default() };
    let anew: Vec<Arc<Article>> = articles.iter().step_by(4).map(other).chain([Arc::new(unknown)]).collect();
    both(&mut [&mut plain, &mut sqlite], |l| l.replace(&anew).map(drop).unwrap());
    both(&mut [&mut plain, &mut sqlite], |l| l.totals().unwrap());
    sqlite.settle(&Cancel::default()).unwrap();
    same(&mut plain, &mut sqlite, &some, "after cleaning again");
    same(&mut plain, &mut sqlite, &[Query::parse("title:anew").unwrap()], "after cleaning again");
    let found = hits(&mut sqlite, &Query::parse("title:anew").unwrap(), 100);
    assert_eq!(found.len(), 15, "those that are there, and no others");
}

fn stamp(path: &str, size: u64) -> Stamp {
    Stamp { path: path.to_owned(), size, changed: 5 }
}

#[test]
fn files_that_change_move_and_go_are_followed() {
    let (mut plain, mut sqlite) = (Plain::new(), Sqlite::in_memory().unwrap());
    let in_file = |numbers: &[usize], path: &str| -> Vec<Arc<Article>> {
        let made = |n: &usize| {
            let raw = whosaid::model::RawArticle { source: path.into(), id: path.into(), ..corpus::raw(*n) };
            Arc::new(whosaid::pipeline::extract(&raw, whosaid::lexicon::Lexicon::builtin(), &Default::default()))
        };
        numbers.iter().map(made).collect()
    };
    let state = |l: &mut dyn Library| {
        let rows = hits(l, &Query::all(), 100);
        let source = |h: &Hit| l.article(h.article).unwrap().map(|a| (a.id.clone(), a.source.clone()));
        let sources: Vec<_> = rows.iter().map(source).collect();
        (rows, sources, l.files().unwrap())
    };
    let read = |libraries: &mut [&mut dyn Library; 2], numbers: &[usize], path: &str| {
        let articles = in_file(numbers, path);
        let hashes: Vec<ContentHash> = articles.iter().map(|a| a.hash).collect();
        both(libraries, |l| l.put(&articles).unwrap());
        both(libraries, |l| l.finish(&[(stamp(path, 9), hashes.clone())]).map(|_| ()).unwrap());
        both(libraries, state).0.len()
    };
    let libraries = &mut [&mut plain as &mut dyn Library, &mut sqlite];
    assert_eq!(read(libraries, &[1, 2, 3, 4], "a"), 4);
    assert_eq!(read(libraries, &[3, 4, 5], "b"), 5, "two stand in both");
    assert_eq!(read(libraries, &[1, 3], "a"), 4, "one is gone from the file that had it, one stands in the other");
    both(libraries, |l| l.forget(&["b".to_owned(), "unknown".to_owned()]).map(|_| ()).unwrap());
    let (rows, sources, files) = both(libraries, state);
    assert_eq!((rows.len(), files.len()), (2, 1));
    assert!(sources.iter().flatten().all(|(_, path)| path == "a"), "{sources:?}");
    let left = both(libraries, |l| l.article(rows[0].article).unwrap().unwrap().hash);
    both(libraries, |l| l.finish(&[(stamp("c", 1), vec![left])]).map(|_| ()).unwrap());
    both(libraries, |l| l.forget(&["a".to_owned()]).map(|_| ()).unwrap());
    let (rows, sources, _) = both(libraries, state);
    assert_eq!((rows.len(), sources), (1, vec![Some(("c".to_owned(), "c".to_owned()))]), "a renamed file");
}

#[test]
fn who_asked_to_stop_gets_no_answer() {
    let mut sqlite = Sqlite::in_memory().unwrap();
    sqlite.put(&corpus::made(5)).unwrap();
    let stop = Cancel::default();
    stop.cancel();
    let found = sqlite.search(&Query::parse("peace").unwrap(), &Cursor::first(9), &stop);
    assert!(matches!(found, Err(LibError::Cancelled)));
    assert!(matches!(sqlite.settle(&stop), Err(LibError::Cancelled)));
    assert_eq!(sqlite.totals().unwrap().articles, 5);
}
