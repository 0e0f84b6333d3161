//! From the start of the process to the first full frame on the sample, on a pseudo-terminal: all articles read, cleaned
//! and attributed, their rows and the first body on the screen. Fails above its bar.
//!
//! The best of several starts counts: what else the machine does makes a start longer, never shorter.
//!
//! With `WHOSAID_LIBRARY=FILE` it is the start on that library, and how much memory it takes once some queries were
//! typed: bars for 100,000 articles, and for a million.
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Longest time for the best start: on the sample, on a library, and on one of so many articles.
const BAR: Duration = Duration::from_millis(30);
const LIBRARY: Duration = Duration::from_millis(40);
const LARGE: (u64, Duration) = (500_000, Duration::from_millis(60));
/// Most memory on a library, in KB.
const MEMORY: u64 = 300 << 10;
const SIZE: (u16, u16) = (120, 40);
/// What is typed on a library, and how long is waited for the answer and what is counted after it.
const TYPED: &[&str] = &["/ceasefire\r", "/ speaker:anna\r", "/ pe*\r", "c"];
const PATIENCE: Duration = Duration::from_secs(3);

/// A start.
struct Start {
    /// When the first bytes came, and when the picture was whole.
    first: Duration,
    whole: Duration,
    /// The articles that it told of, and the KB it took at the end: only on a library.
    articles: u64,
    memory: u64,
}

/// Starts the program and ends it again.
fn start(library: Option<&Path>, types: bool) -> Result<Start, String> {
    let (cols, rows) = SIZE;
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).map_err(|e| e.to_string())?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whosaid"));
    match library {
        Some(path) => command.args([OsStr::new("--library"), path.as_os_str()]),
        None => command.arg("demo"),
    };
    command.env("TERM", "xterm-256color");
    command.env("WHOSAID_CONFIG", "/nonexistent/whosaid.toml");
    command.env("WHOSAID_DATA", "/nonexistent/whosaid");
    command.env_remove("NO_COLOR");
    let mut reader = pair.master.try_clone_reader().map_err(|e| e.to_string())?;
    let mut writer = pair.master.take_writer().map_err(|e| e.to_string())?;
    let nonzero = |n| NonZero::new(n).expect("a screen has rows and columns");
    let mut parser = vt100::Parser::new(nonzero(rows), nonzero(cols), 0);
    let begin = Instant::now();
    let mut child = pair.slave.spawn_command(command).map_err(|e| e.to_string())?;
    drop(pair.slave);
    let (mut first, mut buffer) = (None, [0; 1 << 16]);
    while !whole(&parser.screen().contents(), library.is_some()) {
        let n = reader.read(&mut buffer).map_err(|e| e.to_string())?;
        if n == 0 {
            return Err(format!("the program ended before the picture was whole:\n{}", parser.screen().contents()));
        }
        first.get_or_insert_with(|| begin.elapsed());
        parser.process(&buffer[..n]);
    }
    let took = begin.elapsed();
    let articles = articles(&parser.screen().contents());
    // What it still writes is read, so that it can go on and end.
    let rest = std::thread::spawn(move || while reader.read(&mut buffer).is_ok_and(|n| n > 0) {});
    let mut send =
        |keys: &str| writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).map_err(|e| e.to_string());
    let mut memory = 0;
    if library.is_some() && types {
        for keys in TYPED {
            send(keys)?;
            std::thread::sleep(PATIENCE);
            memory = memory.max(child.process_id().and_then(resident).unwrap_or(0));
        }
    }
    send("\x1b\x1bQ")?;
    child.wait().map_err(|e| e.to_string())?;
    drop(pair.master);
    let _ = rest.join();
    Ok(Start { first: first.unwrap_or(took), whole: took, articles, memory })
}

/// KB that the process takes.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()
}

/// The articles that the first line tells of.
fn articles(screen: &str) -> u64 {
    let first = screen.lines().next().unwrap_or("").trim_end().trim_end_matches(" articles");
    first.rsplit(' ').next().unwrap_or("").replace(',', "").parse().unwrap_or(0)
}

/// All articles counted, a full list of rows, and the body of the newest.
fn whole(screen: &str, library: bool) -> bool {
    let rows = screen.matches("2025-").count() > 8;
    rows && screen.contains("2 Body  2025-") && if library { articles(screen) > 0 } else { articles(screen) == 24 }
}

fn main() -> ExitCode {
    let library = std::env::var_os("WHOSAID_LIBRARY").map(PathBuf::from);
    let runs = if library.is_some() || std::env::args().any(|a| a == "--quick") { 20 } else { 100 };
    let mut times = Vec::with_capacity(runs);
    for run in 0..runs {
        // The sleeps of one start that types are enough.
        match start(library.as_deref(), run == 0) {
            Ok(time) => times.push(time),
            Err(error) => {
                eprintln!("start: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    let sorted = |pick: fn(&Start) -> Duration| {
        let mut all: Vec<Duration> = times.iter().map(pick).collect();
        all.sort();
        (all[0], all[all.len() / 2])
    };
    let (first, rows) = (sorted(|t| t.first), sorted(|t| t.whole));
    let articles = times.first().map_or(0, |t| t.articles);
    let bar = match library {
        None => BAR,
        Some(_) if articles >= LARGE.0 => LARGE.1,
        Some(_) => LIBRARY,
    };
    println!("start: first bytes {:.1} ms at best, {:.1} in the middle of {runs} runs", ms(first.0), ms(first.1));
    println!("start: whole picture {:.1} ms at best, {:.1} in the middle; bar {:.0}", ms(rows.0), ms(rows.1), ms(bar));
    let memory = times.iter().map(|t| t.memory).max().unwrap_or(0);
    if library.is_some() {
        println!("start: {articles} articles, {} MB after some queries; bar {}", memory >> 10, MEMORY >> 10);
    }
    if rows.0 <= bar && memory <= MEMORY { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
