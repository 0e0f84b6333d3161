//! One key press: its name in a file, its name for a reader.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers. Shift is part of a letter (`G`), and kept apart only for keys that have no capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    mods: KeyModifiers,
}

const NAMED: [(&str, &str, KeyCode); 14] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("space", "Space", KeyCode::Char(' ')),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Del", KeyCode::Delete),
    ("up", "Up", KeyCode::Up),
    ("down", "Down", KeyCode::Down),
    ("left", "Left", KeyCode::Left),
    ("right", "Right", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
];

impl Key {
    /// The key that an event of the terminal reports.
    pub fn of(event: &KeyEvent) -> Key {
        let mut mods = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                mods |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(c) => {
                let capital = mods.contains(KeyModifiers::SHIFT) && c.is_lowercase();
                mods -= KeyModifiers::SHIFT;
                KeyCode::Char(if capital { c.to_uppercase().next().unwrap_or(c) } else { c })
            }
            code => code,
        };
        Key { code, mods }
    }

    /// The character that the key types, if it types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.mods.is_empty() => Some(c),
            _ => None,
        }
    }

    /// A key from its name in a file: `j`, `ctrl-d`, `alt--`, `shift-tab`, `f1`.
    ///
    /// # Errors
    /// A name that is no key.
    pub fn parse(name: &str) -> Result<Key, String> {
        let mut mods = KeyModifiers::NONE;
        let mut rest = name;
        loop {
            let (bit, after) = match () {
                () if rest.starts_with("ctrl-") => (KeyModifiers::CONTROL, rest.get(5..)),
                () if rest.starts_with("alt-") => (KeyModifiers::ALT, rest.get(4..)),
                () if rest.starts_with("shift-") => (KeyModifiers::SHIFT, rest.get(6..)),
                () => break,
            };
            mods |= bit;
            rest = after.unwrap_or("");
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(c), None) => Some(KeyCode::Char(c)),
            _ if rest == "minus" => Some(KeyCode::Char('-')),
            _ => NAMED.iter().find(|(n, _, _)| *n == rest).map(|(_, _, code)| *code).or_else(|| function(rest)),
        };
        code.map(|code| Key { code, mods }).ok_or_else(|| format!("there is no key `{name}`"))
    }

    /// The key as a reader knows it: `Ctrl-d`, `Enter`, `F1`.
    pub fn label(&self) -> String {
        let mut out = String::new();
        for (bit, word) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.mods.contains(bit) {
                out.push_str(word);
            }
        }
        match self.code {
            KeyCode::F(n) => out.push_str(&format!("F{n}")),
            code => match (NAMED.iter().find(|(_, _, c)| *c == code), code) {
                (Some((_, label, _)), _) => out.push_str(label),
                // `Alt--` is hard to read.
                (None, KeyCode::Char('-')) if !out.is_empty() => out.push_str("minus"),
                (None, KeyCode::Char(c)) => out.push(c),
                _ => {}
            },
        }
        out
    }
}

impl From<Key> for KeyEvent {
    fn from(key: Key) -> KeyEvent {
        KeyEvent::new(key.code, key.mods)
    }
}

fn function(name: &str) -> Option<KeyCode> {
    let n: u8 = name.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&n).then_some(KeyCode::F(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels() {
        for (name, label) in [("ctrl-d", "Ctrl-d"), ("alt--", "Alt-minus"), ("shift-tab", "Shift-Tab"), ("f1", "F1")] {
            assert_eq!(Key::parse(name).unwrap().label(), label);
        }
        assert_eq!(Key::parse("f99"), Err("there is no key `f99`".to_string()));
        assert_eq!(Key::parse(""), Err("there is no key ``".to_string()));
    }

    #[test]
    fn shift_is_part_of_a_letter_however_the_terminal_reports_it() {
        let plain = Key::of(&KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE));
        let shifted = Key::of(&KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT));
        let kitty = Key::of(&KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT));
        assert_eq!((plain, shifted, kitty), (Key::parse("G").unwrap(), plain, plain));
        let back = Key::of(&KeyEvent::new(KeyCode::BackTab, KeyModifiers::NONE));
        assert_eq!(back, Key::parse("shift-tab").unwrap());
    }
}
