//! The five real articles, scored by their own scorer: all of it must be right.
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

#[test]
fn the_seeds_come_out_right() {
    let Some(shared) = std::env::var_os("WHOSAID_SHARED").map(PathBuf::from) else {
        println!("WHOSAID_SHARED is not set: the seeds are not scored");
        return;
    };
    let mut seeds: Vec<PathBuf> =
        std::fs::read_dir(shared.join("seeds")).expect("the folder of seeds").map(|e| e.unwrap().path()).collect();
    seeds.sort();
    assert_eq!(seeds.len(), 5);
    let found = Command::new(env!("CARGO_BIN_EXE_whosaid")).arg("extract").args(&seeds).output().unwrap();
    let mut scorer = Command::new("python3")
        .arg(shared.join("tools/score_seeds.py"))
        .args(["-", "--errors"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3, which the scorer needs");
    scorer.stdin.take().unwrap().write_all(&found.stdout).unwrap();
    let scored = scorer.wait_with_output().unwrap();
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stdout));
}
