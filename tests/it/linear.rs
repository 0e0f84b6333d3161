//! The mode of lines: commands in, answers out, no escape sequence, and what is corrected is kept.
use crate::pty::PROGRAM;
use std::io::Write;
use std::process::{Command, Stdio};

/// What the program answers to these commands about a small folder; `data` is where it keeps what it is told.
fn told(data: &std::path::Path, commands: &str) -> String {
    let folder = data.join("news");
    std::fs::create_dir_all(&folder).unwrap();
    let article = "2025-11-04\n\n“We waited eleven years for this,” said Ada Quayle.\n\nTom Marrow called it “a bill that \
                   nobody has read”.\n";
    std::fs::write(folder.join("a.txt"), article).unwrap();
    let mut child = Command::new(PROGRAM)
        .arg("--linear")
        .arg(&folder)
        .env("WHOSAID_DATA", data)
        .env("WHOSAID_CACHE", data.join("cache"))
        .env("WHOSAID_CONFIG", "/nonexistent/whosaid.toml")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(commands.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn commands_in_and_lines_out() {
    let data = std::env::temp_dir().join(format!("whosaid-linear-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&data);
    let text = told(
        &data,
        "?\n2\nc 1\nl 1\nm 1\n/is:starred\n/\nw 1\ns\nt\n/speaker:marrow\n/spekr:x\n99\nx 1 Hedda Ost\nq\n",
    );
    for wanted in [
        "2 of 2 quotes in 1 of 1 article.",
        "1. Ada Quayle, 2025-11-04, direct: “We waited eleven years for this,”",
        "b 3            the whole article",
        "Tom Marrow called it “a bill",
        "(Ada Quayle, quoted in",
        "time stamp, by the rule stamp.day: 2025-11-04",
        "1 block left out.",
        "kept, u undoes: “We waited eleven",
        "1 of 2 quotes in 1 of 1 article.\n1. Ada Quayle",
        "confidence",
        "Ada Quayle, 1 quote",
        "2025-11-04: 2 quotes",
        "1 of 2 quotes in 1 of 1 article.",
        "did you mean `speaker:`?",
        "There is no quotation 99.",
        "kept, u undoes: “a bill that nobody has read”",
    ] {
        assert!(text.contains(wanted), "no {wanted:?} in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "{text}");
    let again = told(&data, "/speaker:ost\nu\n/speaker:ost\n");
    assert!(again.contains("1. Hedda Ost, 2025-11-04, mixed: “a bill that"), "{again}");
    assert!(again.contains("undone: “a bill that") && again.contains("0 of 2 quotes"), "{again}");
    std::fs::remove_dir_all(&data).unwrap();
}
