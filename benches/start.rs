//! From the start of the process to the first full frame on the sample, on a pseudo-terminal: all articles read, cleaned
//! and attributed, their rows and the first body on the screen. Fails above its bar.
//!
//! The best of several starts counts: what else the machine does makes a start longer, never shorter.
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Longest time for the best start.
const BAR: Duration = Duration::from_millis(30);
const SIZE: (u16, u16) = (120, 40);

/// When the first bytes came, and when the picture was whole.
fn start() -> Result<(Duration, Duration), String> {
    let (cols, rows) = SIZE;
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).map_err(|e| e.to_string())?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whosaid"));
    command.arg("demo");
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
    while !whole(&parser.screen().contents()) {
        let n = reader.read(&mut buffer).map_err(|e| e.to_string())?;
        if n == 0 {
            return Err(format!("the program ended before the picture was whole:\n{}", parser.screen().contents()));
        }
        first.get_or_insert_with(|| begin.elapsed());
        parser.process(&buffer[..n]);
    }
    let took = begin.elapsed();
    writer.write_all(b"Q").and_then(|()| writer.flush()).map_err(|e| e.to_string())?;
    // What it still writes is read, so that it can end.
    while reader.read(&mut buffer).is_ok_and(|n| n > 0) {}
    child.wait().map_err(|e| e.to_string())?;
    Ok((first.unwrap_or(took), took))
}

/// All articles counted, a full list of rows, and the body of the newest.
fn whole(screen: &str) -> bool {
    let counted = screen.lines().next().is_some_and(|l| l.trim_end().ends_with("24 articles"));
    counted && screen.matches("2025-").count() > 8 && screen.contains("2 Body  2025-11-25")
}

fn main() -> ExitCode {
    let runs = if std::env::args().any(|a| a == "--quick") { 20 } else { 100 };
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        match start() {
            Ok(time) => times.push(time),
            Err(error) => {
                eprintln!("start: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    let sorted = |pick: fn(&(Duration, Duration)) -> Duration| {
        let mut all: Vec<Duration> = times.iter().map(pick).collect();
        all.sort();
        (all[0], all[all.len() / 2])
    };
    let (first, rows) = (sorted(|t| t.0), sorted(|t| t.1));
    println!("start: first bytes {:.1} ms at best, {:.1} in the middle of {runs} runs", ms(first.0), ms(first.1));
    println!("start: whole picture {:.1} ms at best, {:.1} in the middle; bar {:.0}", ms(rows.0), ms(rows.1), ms(BAR));
    if rows.0 <= BAR { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
