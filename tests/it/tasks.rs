//! What a reporter does, key by key: every task takes at most eight keys beside what is typed, or two an item.
use crate::desk::Desk;
use crate::pty::{Screen, plain};
use whosaid::tui::effect::Effect;
use whosaid::tui::take::Target;

/// A step: one key, or words that are typed.
enum Step {
    Key(&'static str),
    Words(&'static str),
}
use Step::{Key, Words};

/// Does the steps; how many keys that took beside the words.
fn does(desk: &mut Desk, steps: &[Step]) -> usize {
    for step in steps {
        match step {
            Key(key) => desk.keys(key),
            Words(words) => desk.keys(words),
        }
    }
    steps.iter().filter(|s| matches!(s, Key(_))).count()
}

fn desk() -> Desk {
    Desk::new((120, 40), "ansi", false)
}

#[track_caller]
fn within_eight(keys: usize) {
    assert!(keys <= 8, "{keys} keys");
}

#[test]
fn every_quotation_of_somebody_in_a_month_exported_with_citations() {
    let mut desk = desk();
    let ask = [Key("/"), Words("speaker:quayle date:2025-11"), Key("<enter>")];
    let export = [Key("E"), Key("<ctrl-u>"), Words("quayle.md"), Key("<enter>")];
    within_eight(does(&mut desk, &ask) + does(&mut desk, &export));
    let Some(Effect::Take(taking)) = desk.effects.pop() else { panic!("nothing is exported") };
    let Target::File(name, form) = &taking.target else { panic!("no file") };
    let mut text = Vec::new();
    let mut rows = taking.rows.clone().into_iter().map(Ok);
    whosaid::tui::take::write(&taking, &mut rows, *form, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(name == "quayle.md" && text.matches("attribution: machine").count() == 2, "{text}");
}

#[test]
fn two_speakers_are_compared() {
    let mut desk = desk();
    let steps = [Key("3"), Key("c"), Words("marrow"), Key("<enter>")];
    within_eight(does(&mut desk, &steps));
    assert!(desk.text().contains("Ada Quayle and Tom Marrow"), "{}", desk.text());
}

#[test]
fn who_else_used_a_phrase() {
    let mut desk = desk();
    within_eight(does(&mut desk, &[Key("/"), Words("said:\"the debt\""), Key("<enter>"), Key("3"), Key("*")]));
    assert!(desk.text().contains("nobody else is quoted with these words"), "{}", desk.text());
}

#[test]
fn the_doubtful_are_reviewed_with_two_keys_each() {
    let mut desk = desk();
    let keys = does(&mut desk, &[Key("g"), Key("v"), Key("1"), Key("<enter>")]);
    assert!(keys <= 2 * 2, "{keys} keys for two of them");
    assert!(desk.text().contains("that was the last one: 2 quotations judged"), "{}", desk.text());
}

#[test]
fn what_was_said_about_something_by_whom_in_a_week() {
    let mut desk = desk();
    let steps = [Key("/"), Words("debt date:2025-11-03..2025-11-09"), Key("<enter>"), Key("4")];
    within_eight(does(&mut desk, &steps));
    let text = desk.text();
    assert!(text.contains("4 Speakers") && text.contains("Tom Marrow"), "{text}");
}

#[test]
fn why_it_is_somebodys_and_what_cleaning_removed() {
    let mut desk = desk();
    within_eight(does(&mut desk, &[Key("s"), Words("marrow"), Key("<enter>"), Key("w")]));
    assert!(desk.text().contains("Why this speaker?") && desk.text().contains("Tom Marrow"), "{}", desk.text());
    within_eight(does(&mut desk, &[Key("<esc>"), Key("b")]));
    assert!(desk.text().contains("left out as plea by the rule give-what"), "{}", desk.text());
}

#[test]
fn two_spellings_of_a_name_are_merged() {
    let mut desk = desk();
    within_eight(does(&mut desk, &[Key("s"), Words("fisher"), Key("<alt-m>"), Words("marrow"), Key("<enter>")]));
    assert_eq!(desk.state.known.name("a fisherman"), "Tom Marrow");
}

#[test]
fn the_busiest_day_of_a_speaker_and_what_was_said_then() {
    let mut desk = desk();
    // Bars of months: what is asked for is a day.
    desk.keys("T--T");
    let ask = [Key("/"), Words("speaker:quayle"), Key("<enter>")];
    let look = [Key("T"), Key("*"), Key("<enter>"), Key("3")];
    within_eight(does(&mut desk, &ask) + does(&mut desk, &look));
    assert_eq!(desk.state.query.good.line(), "speaker:quayle on:2025-11-04");
    assert_eq!(desk.state.found.quotes, 2);
}

#[test]
fn only_undated_articles_that_hold_a_phrase() {
    let mut desk = desk();
    within_eight(does(&mut desk, &[Key("/"), Words("\"stealing the copper\" date:none"), Key("<enter>")]));
    assert_eq!((desk.state.found.rows.len(), desk.state.article().unwrap().date), (1, None));
}

#[test]
fn a_quotation_is_copied_with_its_citation() {
    let mut desk = desk();
    within_eight(does(&mut desk, &[Key("3"), Key("y"), Key("c")]));
    let Some(Effect::Copy(text)) = desk.effects.pop() else { panic!("nothing is copied") };
    assert!(text.contains("Ada Quayle, quoted in “Board votes"), "{text}");
}

/// In a real terminal: a wrong speaker is corrected, the program left and opened again.
#[test]
fn a_corrected_speaker_is_kept_for_the_next_time() {
    let folder = plain("kept");
    let data = std::env::temp_dir().join(format!("whosaid-kept-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data).unwrap();
    let own = data.display().to_string();
    let env = [("WHOSAID_DATA", own.as_str()), ("WHOSAID_CACHE", own.as_str())];
    let mut screen = Screen::open(&[folder.path()], &env, (120, 40));
    screen.shows("harbour board voted");
    screen.keys("3");
    screen.keys("x");
    screen.shows("somebody else");
    screen.keys("/Hedda Ost\r");
    screen.shows("kept: Hedda Ost said");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    let mut again = Screen::open(&[folder.path()], &env, (120, 40));
    let text = again.shows("Hedda Ost");
    assert!(text.contains(" you "), "{text}");
    again.keys("u");
    again.until("the old speaker", |t| t.contains("undone") && !t.contains("you direct"));
    again.keys("Q");
    assert_eq!(again.end(), 0);
    std::fs::remove_dir_all(&data).unwrap();
}

#[test]
fn the_help_alone_says_how() {
    let mut desk = desk();
    desk.keys("?");
    let text = desk.text();
    for (keys, what) in [
        ("/ … E ", "what somebody said in a month: speaker:name date:2025-11"),
        ("c ", "two speakers side by side"),
        ("x ", "a wrong speaker: a digit"),
        ("* ", "who else used these words"),
        ("gv ", "what is doubtful, one a screen"),
        ("/ … 4 ", "who spoke of somebody in a week"),
        ("w ", "why it is taken to be theirs"),
        ("b ", "what cleaning left out here"),
        ("s … Alt-m ", "two spellings of a name are one person"),
        ("T … * … Enter ", "the busiest day of what is found"),
        ("/ ", "only undated articles that hold a phrase"),
        ("yc ", "copy the quotation with its source"),
    ] {
        let says = |line: &str| line.contains(&format!("  {keys}")) && line.contains(what);
        assert!(text.lines().any(says), "{keys}: {what}\n{text}");
    }
}
