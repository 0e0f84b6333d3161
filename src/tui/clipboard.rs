//! Copying by way of the terminal (OSC 52), which also works over SSH, and by way of the system where there is a
//! display: not every terminal takes part.
use std::io::Write;
use std::process::{Command, Stdio};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The most bytes that terminals take.
const MOST: usize = 74_994;

/// The sequence that puts `text` in the clipboard; what is too long is cut at a character.
pub fn osc52(text: &str) -> Vec<u8> {
    let cut = text.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|end| *end <= MOST).last().unwrap_or(0);
    let mut out = b"\x1b]52;c;".to_vec();
    out.extend(base64(text.get(..cut).unwrap_or("").as_bytes()));
    out.push(7);
    out
}

/// Puts `text` in the clipboard of the system with the program for it, if there is a display. No shell is involved, and
/// nobody waits.
pub fn native(text: String) {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let (program, arguments): (&str, &[&str]) = match () {
        () if cfg!(target_os = "macos") && !set("SSH_TTY") => ("pbcopy", &[]),
        () if set("WAYLAND_DISPLAY") => ("wl-copy", &[]),
        () if set("DISPLAY") => ("xclip", &["-selection", "clipboard"]),
        () => return,
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let work = move || {
        let Ok(mut child) = command.spawn() else { return };
        // Without the program the terminal alone has the text.
        let _ = child.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes()));
        let _ = child.wait();
    };
    let _ = std::thread::Builder::new().spawn(work);
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4usize {
            let letter = LETTERS.get((word >> (18 - 6 * i)) as usize & 63).copied().unwrap_or(b'=');
            out.push(if i <= chunk.len() { letter } else { b'=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_vectors_of_rfc_4648() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded.as_bytes());
        }
        assert!(osc52(&"é".repeat(100_000)).len() < 100_020);
    }
}
