use super::table::Table;
use super::*;

#[test]
fn every_rule_removes_its_tests_and_leaves_the_rest() {
    let made = Boilerplate::builtin();
    let mut wrong = Vec::new();
    for (i, row) in Table::embedded().rule.iter().enumerate() {
        assert!(!row.test.is_empty() && !row.not.is_empty(), "{} has no examples", row.name);
        for line in &row.test {
            if !made.look(line).rules.contains(&i) {
                wrong.push(format!("{} should remove: {line}", row.name));
            }
        }
        for line in row.not.iter().filter(|l| !l.contains(['“', '"'])) {
            if made.look(line).rules.contains(&i) {
                wrong.push(format!("{} should leave: {line}", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_unique() {
    let mut seen = std::collections::HashSet::new();
    for row in &Table::embedded().rule {
        assert!(seen.insert(row.name.clone()), "two rules are called {}", row.name);
    }
}

#[test]
fn credits() {
    let (made, table) = (Boilerplate::builtin(), Table::embedded());
    for line in &table.caption.test {
        assert!(made.look(line).credit, "a credit: {line}");
    }
    for line in &table.caption.not {
        assert!(!made.look(line).credit, "no credit: {line}");
    }
}

#[test]
fn both_forms_of_a_pattern_give_the_same_answers() {
    let (made, table) = (Boilerplate::builtin(), Table::embedded());
    let rules = table.rule.iter().flat_map(|r| r.test.iter().chain(&r.not));
    let lines: Vec<&String> = rules.chain(&table.caption.test).chain(&table.caption.not).collect();
    for pattern in made.starts.values().chain(&made.credit) {
        for line in &lines {
            assert!(pattern.agrees(line), "the forms differ on {line}");
        }
    }
}

#[test]
fn hashes_are_stable() {
    // The table holds hashes: another function would silently know no block.
    assert_eq!(gram(&["a"]), 0xe40c_292c);
    assert_eq!(gram(&["the", "cat", "sat", "down"]), gram(&["the cat sat down"]));
    assert!(made_of("The Weekly Gull").has(gram(&["has", "no", "owner", "but"])));
}

fn made_of(outlet: &str) -> Block {
    let made = Boilerplate::builtin();
    made.blocks().iter().find(|b| b.outlet.as_deref() == Some(outlet)).expect("a block of that outlet").clone()
}

#[test]
fn outlets() {
    let made = Boilerplate::builtin();
    for (folder, want) in [
        ("seeds", None),
        ("", None),
        ("news", None),
        ("ukraine", None),
        ("daily news", None),
        ("2025-11", None),
        ("BBC", Some("BBC News")),
        ("a/www.theguardian.com/", Some("The Guardian")),
        ("Harrow Gazette", Some("Harrow Gazette")),
    ] {
        assert_eq!(made.outlets().of_folder(folder).as_deref(), want, "{folder}");
    }
    assert_eq!(made.outlets().of_url("https://www.bbc.co.uk/news/1").as_deref(), Some("BBC News"));
    assert_eq!(made.outlets().of_url("https://gull.example/1"), None);
}
