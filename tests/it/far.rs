//! Lists that are longer than what is fetched at a time: their end, the way back, and what lies in between.
use crate::desk::{Desk, article};
use whosaid::model::{Article, Kind};
use whosaid::tui::librarian::Task;
use whosaid::tui::theme::Theme;

const MANY: usize = 1_000;

/// Articles of a thousand days, the newest first; the one on day 900 has a word of its own.
fn many() -> Vec<Article> {
    let start = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    (0..MANY)
        .map(|i| {
            let day = start + chrono::Days::new((MANY - i) as u64);
            let body =
                format!("Report {i}. “The tide is high,” Ada Quayle said.{}", if i == 900 { " A walrus." } else { "" });
            let said = [("The tide is high,", Kind::Direct, "Ada Quayle", Some("Ada Quayle"))];
            let mut made = article(None, Some(&format!("Report {i}")), &body, &said);
            made.date = Some(day);
            made.hash = whosaid::model::ContentHash((i as u128).to_le_bytes());
            made
        })
        .collect()
}

fn desk() -> Desk {
    Desk::with((120, 40), Theme::named("ansi", false).unwrap(), many())
}

fn title(desk: &Desk) -> String {
    desk.state.article().and_then(|a| a.title.clone()).unwrap_or_default()
}

#[test]
fn the_last_row_is_the_last_of_all_and_the_way_back_is_whole() {
    let mut desk = desk();
    assert!(desk.state.found.rows.len() < MANY / 2, "not all is fetched");
    desk.keys("G");
    assert_eq!(title(&desk), "Report 999");
    assert!(desk.text().contains("1,000/1,000"), "{}", desk.text());
    let mut seen = vec![title(&desk)];
    for _ in 0..MANY {
        desk.keys("k");
        seen.push(title(&desk));
    }
    seen.dedup();
    let all: Vec<String> = (0..MANY).rev().map(|i| format!("Report {i}")).collect();
    assert_eq!(seen, all, "every row once");
    assert!(desk.text().contains(" 1/1,000"), "{}", desk.text());
    desk.keys("Ggg");
    assert_eq!(title(&desk), "Report 0");
}

#[test]
fn what_is_looked_for_is_found_beyond_what_is_fetched() {
    let mut desk = desk();
    desk.keys("2/walrus<enter>");
    assert_eq!(title(&desk), "Report 900");
    assert!(desk.text().contains("901/1,000"), "{}", desk.text());
    assert_eq!(desk.state.body.hit, Some(0));
    desk.keys("n");
    assert!(desk.text().contains("this was the last place"), "{}", desk.text());
    desk.keys("<esc>1gg2/walrus<enter>");
    assert_eq!(title(&desk), "Report 900");
    desk.keys("/<ctrl-u>report 3.<enter>N");
    assert_eq!(title(&desk), "Report 3", "backwards, too");
    desk.keys("<esc>1/sort:date<enter>2/<ctrl-u>walrus<enter>");
    assert_eq!(title(&desk), "Report 900", "in another order");
    assert!(desk.text().contains("100/1,000"), "{}", desk.text());
}

#[test]
fn the_reader_stays_where_they_are_while_the_library_changes() {
    let mut desk = desk();
    desk.keys("Gkkk");
    assert_eq!(title(&desk), "Report 996");
    let newer = article(Some((2030, 1, 1)), Some("Newer"), "Nothing happened.", &[]);
    desk.does(Task::Put(vec![newer]));
    assert_eq!(title(&desk), "Report 996");
    assert!(desk.text().contains("998/1,001"), "{}", desk.text());
    desk.keys("gg");
    assert_eq!(title(&desk), "Newer");
}

#[test]
fn what_is_exported_is_all_that_the_query_finds() {
    use std::sync::mpsc::channel;
    use whosaid::library::{Library, Sqlite};
    use whosaid::tui::librarian::Librarian;
    use whosaid::tui::message::Msg;
    use whosaid::tui::take::{Taking, Target};
    let folder = std::env::temp_dir().join(format!("whosaid-far-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, query, wanted) in [
        ("all.jsonl", "", MANY),
        ("some.jsonl", "speaker:quayle before:2020-06", 151),
        ("order.jsonl", "sort:date limit:321", 321),
        ("none.jsonl", "speaker:nobody", 0),
    ] {
        let (tasks, queue) = channel();
        let (sender, answers) = channel();
        let mut library = Sqlite::in_memory().unwrap();
        library.put(&many().into_iter().map(std::sync::Arc::new).collect::<Vec<_>>()).unwrap();
        std::thread::spawn(move || Librarian::new(Box::new(library), None).work(&queue, &sender));
        let path = folder.join(name);
        let target = Target::file(path.to_str().unwrap()).unwrap();
        tasks
            .send(Task::Take(Box::new(Taking { rows: Vec::new(), query: query.to_string(), target, more: true })))
            .unwrap();
        let said = answers.iter().find_map(|msg| if let Msg::Say(said) = msg { Some(said) } else { None }).unwrap();
        let rows = std::fs::read_to_string(&path).unwrap().lines().count();
        assert_eq!(rows, wanted, "{query}: {said}");
        let shown = if wanted == MANY { "1,000".to_string() } else { wanted.to_string() };
        assert!(said.contains(&format!("wrote {shown} quotation")), "{said}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
