//! How things look: a theme is a TOML file of faces, one line each, in words (`bold yellow on 236`).
use crate::text::nearest;
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! faces {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// What a piece of the screen is; the theme says how that looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Face { $(#[doc = $doc] $variant,)* }

        impl Face {
            /// Every face, in the order of the list.
            pub const ALL: &'static [Face] = &[$(Face::$variant,)*];

            /// Its name in a theme file.
            pub const fn name(self) -> &'static str {
                match self { $(Face::$variant => $name,)* }
            }
        }
    };
}

faces! {
    Text "text" "Ordinary text.";
    Faint "faint" "What matters less: outlets, counts, hints.";
    Border "border" "The frame of a pane.";
    BorderFocus "border-focus" "The frame of the pane that has the keys.";
    Title "title" "The name of a pane.";
    TitleFocus "title-focus" "The name of the pane that has the keys.";
    Selected "selected" "The selected row, laid over its own faces.";
    SelectedAway "selected-away" "The selected row of a pane that does not have the keys.";
    Date "date" "A date.";
    Headline "headline" "The title of an article.";
    Lede "lede" "The start of an article that has no title.";
    Speaker "speaker" "Who said it.";
    Nobody "nobody" "A quotation without a speaker.";
    Kind "kind" "The kind of a quotation.";
    Doubt "doubt" "The mark of a low confidence.";
    Quote "quote" "Quoted words.";
    QuoteCurrent "quote-current" "The words of the current quotation.";
    Mention "mention" "The speaker of the current quotation, where the body names them.";
    Cue "cue" "The word that introduces the current quotation.";
    Removed "removed" "Text that cleaning left out.";
    Hit "hit" "A searched word.";
    HitCurrent "hit-current" "The searched word that n and N stand on.";
    Query "query" "The query line.";
    Error "error" "What is wrong.";
    Wrong "wrong" "The part of the query that is wrong.";
    Key "key" "A key in a hint.";
    Notice "notice" "A message.";
    Made "made" "What the reader has made: a correction, a star, a tag.";
}

/// The signs of a screen that are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Corners, horizontal and vertical line of a pane: top left, top right, bottom left, bottom right, -, |.
    pub frame: [&'static str; 6],
    /// The same for the pane that has the keys.
    pub frame_focus: [&'static str; 6],
    /// Before the start of an article without a title.
    pub lede: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// From a word to what it stands for.
    pub from: &'static str,
    /// What follows a cut.
    pub cut: &'static str,
    /// A full and an empty step of a progress bar.
    pub bar: [&'static str; 2],
    /// Beside a row that answers the query.
    pub hit: &'static str,
    /// The steps of a bar, the lowest first.
    pub steps: &'static [&'static str],
    /// A bar of nothing.
    pub none: &'static str,
    /// On an article with a star.
    pub star: &'static str,
    /// On a quotation whose speaker the reader has confirmed.
    pub verified: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    frame: ["┌", "┐", "└", "┘", "─", "│"],
    frame_focus: ["┏", "┓", "┗", "┛", "━", "┃"],
    lede: "¶ ",
    dot: " · ",
    from: " ← ",
    cut: "…",
    bar: ["━", "─"],
    hit: "•",
    steps: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    none: "·",
    star: "★",
    verified: "✓",
};

const ASCII: Glyphs = Glyphs {
    frame: ["+", "+", "+", "+", "-", "|"],
    frame_focus: ["+", "+", "+", "+", "=", "|"],
    lede: "lede: ",
    dot: " | ",
    from: " <- ",
    cut: "~",
    bar: ["#", "."],
    hit: "*",
    steps: &[".", ":", "#"],
    none: " ",
    star: "[*]",
    verified: "ok",
};

/// The look of the whole screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    styles: Vec<Style>,
    /// The signs.
    pub glyphs: Glyphs,
}

/// A theme file that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError(pub String);

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}

const BUILTIN: [(&str, &str); 5] = [
    ("ansi", include_str!("../../assets/themes/ansi.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

impl Theme {
    /// The names of the themes that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// A theme that comes with the program; `auto` is the terminal's own sixteen colours.
    ///
    /// # Errors
    /// An unknown name; the message says which is nearest.
    pub fn named(name: &str, ascii: bool) -> Result<Theme, ThemeError> {
        let wanted = if name == "auto" { "ansi" } else { name };
        match BUILTIN.iter().find(|(n, _)| *n == wanted) {
            Some((_, text)) => Theme::parse(text, ascii),
            None => {
                let names: Vec<&str> = Theme::names().chain(["auto"]).collect();
                Err(ThemeError(format!("there is no theme `{name}`{}", nearest(name, names))))
            }
        }
    }

    /// A theme from the text of its file.
    ///
    /// # Errors
    /// A file that is not TOML, an unknown face or colour, a face that is missing.
    pub fn parse(text: &str, ascii: bool) -> Result<Theme, ThemeError> {
        let mut table: BTreeMap<String, String> = toml::from_str(text).map_err(|e| ThemeError(e.to_string()))?;
        let mut styles = Vec::new();
        for face in Face::ALL {
            let words = table.remove(face.name()).ok_or_else(|| ThemeError(format!("`{}` is missing", face.name())))?;
            styles.push(style(&words).map_err(|e| ThemeError(format!("`{}`: {e}", face.name())))?);
        }
        if let Some(unknown) = table.keys().next() {
            let names: Vec<&str> = Face::ALL.iter().map(|f| f.name()).collect();
            return Err(ThemeError(format!("there is no face `{unknown}`{}", nearest(unknown, names))));
        }
        Ok(Theme { styles, glyphs: if ascii { ASCII } else { UNICODE } })
    }

    /// The theme with the lines of `own`, which are as in a theme file, in the place of its own.
    ///
    /// # Errors
    /// As [`Theme::parse`], but for faces that are missing.
    pub fn with(mut self, own: &str) -> Result<Theme, ThemeError> {
        let table: BTreeMap<String, String> = toml::from_str(own).map_err(|e| ThemeError(e.to_string()))?;
        for (name, words) in &table {
            let names = || Face::ALL.iter().map(|f| f.name());
            let wrong =
                || ThemeError(format!("there is no face `{name}`{}", nearest(name, names().collect::<Vec<_>>())));
            let face = Face::ALL.iter().position(|f| f.name() == name).ok_or_else(wrong)?;
            if let Some(slot) = self.styles.get_mut(face) {
                *slot = style(words).map_err(|e| ThemeError(format!("`{name}`: {e}")))?;
            }
        }
        Ok(self)
    }

    /// The theme for a terminal that has true colours, or for one that has 256: then each is the nearest of these.
    pub fn for_colours(mut self, true_colours: bool) -> Theme {
        if !true_colours {
            for style in &mut self.styles {
                style.fg = style.fg.map(indexed);
                style.bg = style.bg.map(indexed);
            }
        }
        self
    }

    /// How `face` looks.
    pub fn style(&self, face: Face) -> Style {
        self.styles.get(face as usize).copied().unwrap_or_default()
    }
}

/// A style from its words: modifiers, a colour, `on` and a colour.
fn style(words: &str) -> Result<Style, String> {
    let mut style = Style::default();
    let mut on = false;
    for word in words.split_whitespace() {
        if word == "on" {
            on = true;
        } else if let Some(modifier) = modifier(word) {
            style = style.add_modifier(modifier);
        } else {
            let colour: Color = word.parse().map_err(|_| format!("there is no colour or modifier `{word}`"))?;
            style = if on { style.bg(colour) } else { style.fg(colour) };
            on = false;
        }
    }
    Ok(style)
}

/// The steps of red, green and blue among the 256 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the 256 colours, the first sixteen left out: these are the owner's own.
fn indexed(colour: Color) -> Color {
    let Color::Rgb(r, g, b) = colour else { return colour };
    let far = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    let distance = |[x, y, z]: [u8; 3]| far(r, x) + far(g, y) + far(b, z);
    let nearest = (16..=255u8).min_by_key(|index| distance(rgb(*index)));
    Color::Indexed(nearest.unwrap_or(16))
}

/// What one of the 256 colours from the seventeenth on is made of.
fn rgb(index: u8) -> [u8; 3] {
    let level = |i: u8| LEVELS.get(usize::from(i)).copied().unwrap_or(0);
    match index.checked_sub(16) {
        Some(i) if i < 216 => [level(i / 36), level(i / 6 % 6), level(i % 6)],
        Some(grey) => [8 + (grey - 216) * 10; 3],
        None => [0; 3],
    }
}

fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "italic" => Modifier::ITALIC,
        "underline" => Modifier::UNDERLINED,
        "reverse" => Modifier::REVERSED,
        "dim" => Modifier::DIM,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_comes_with_the_program_is_complete() {
        for name in Theme::names() {
            for ascii in [false, true] {
                if let Err(e) = Theme::named(name, ascii) {
                    panic!("{name}: {e}");
                }
            }
        }
    }

    #[test]
    fn mono_sets_no_colour_and_keeps_the_selection_visible() {
        let mono = Theme::named("mono", false).unwrap();
        for face in Face::ALL {
            let style = mono.style(*face);
            assert_eq!((style.fg, style.bg), (None, None), "{}", face.name());
        }
        assert!(mono.style(Face::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_sixteen_colours_are_enough_for_ansi() {
        let ansi = Theme::named("ansi", false).unwrap();
        for face in Face::ALL {
            let style = ansi.style(*face);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{}: {colour}", face.name());
            }
        }
    }

    #[test]
    fn an_error_names_the_nearest() {
        let wrong = Theme::named("drak", false).unwrap_err();
        assert_eq!(wrong.to_string(), "there is no theme `drak`; did you mean `dark`?");
        let text = BUILTIN[0].1.replace("headline", "hedline");
        assert_eq!(Theme::parse(&text, false).unwrap_err().to_string(), "`headline` is missing");
        let text = format!("{}\nhedline = \"bold\"\n", BUILTIN[0].1);
        let wrong = Theme::parse(&text, false).unwrap_err().to_string();
        assert_eq!(wrong, "there is no face `hedline`; did you mean `headline`?");
        assert_eq!(style("blod").unwrap_err(), "there is no colour or modifier `blod`");
    }

    /// WCAG's relative luminance.
    fn luminance(colour: Color) -> f64 {
        let parts = match colour {
            Color::Indexed(index) => rgb(index),
            Color::Rgb(r, g, b) => [r, g, b],
            other => panic!("{other} is the terminal's own"),
        };
        let [r, g, b] = parts.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn faces_have_contrast_enough_to_read() {
        for (name, ground, least) in [("dark", 0.0, 4.5), ("light", 1.0, 4.5), ("contrast", 0.0, 7.0)] {
            for true_colours in [true, false] {
                let theme = Theme::named(name, false).unwrap().for_colours(true_colours);
                for face in Face::ALL.iter().filter(|f| !matches!(f, Face::Border) || name == "contrast") {
                    let style = theme.style(*face);
                    let of = |c: Option<Color>, other: f64| c.map_or(other, luminance);
                    let (a, b) = (of(style.fg, 1.0 - ground), of(style.bg, ground));
                    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(ratio >= least, "{name} {} {true_colours}: {ratio:.1}", face.name());
                }
            }
        }
    }

    /// What is laid over the selected row can still be read there.
    #[test]
    fn the_selected_row_can_be_read() {
        for name in ["dark", "light", "contrast"] {
            for theme in [true, false].map(|t| Theme::named(name, false).unwrap().for_colours(t)) {
                let Some(ground) = theme.style(Face::Selected).bg.map(luminance) else { continue };
                for face in [Face::Text, Face::Faint, Face::Date, Face::Headline, Face::Speaker, Face::Quote] {
                    let own = theme.style(Face::Selected).fg;
                    let Some(letters) = own.or(theme.style(face).fg).map(luminance) else { continue };
                    let ratio = (letters.max(ground) + 0.05) / (letters.min(ground) + 0.05);
                    assert!(ratio >= 3.0, "{name} {}: {ratio:.1}", face.name());
                }
            }
        }
    }

    #[test]
    fn true_colours_are_for_terminals_that_have_them() {
        let rgb =
            |theme: &Theme| Face::ALL.iter().filter(|f| matches!(theme.style(**f).fg, Some(Color::Rgb(..)))).count();
        let dark = Theme::named("dark", false).unwrap();
        assert!(rgb(&dark.clone().for_colours(true)) > 20);
        assert_eq!(rgb(&dark.for_colours(false)), 0);
        assert_eq!(indexed(Color::Rgb(95, 135, 0)), Color::Indexed(64));
        assert_eq!(indexed(Color::Rgb(9, 8, 8)), Color::Indexed(232));
        assert_eq!(indexed(Color::Cyan), Color::Cyan);
    }

    #[test]
    fn faces_of_ones_own_take_the_place_of_the_theme_s() {
        let theme = || Theme::named("ansi", false).unwrap();
        let own = theme().with("speaker = 'italic #102030 on 7'").unwrap();
        assert_eq!(own.style(Face::Speaker).fg, Some(Color::Rgb(16, 32, 48)));
        assert_eq!(own.style(Face::Date), theme().style(Face::Date));
        let wrong = |own| theme().with(own).unwrap_err().to_string();
        assert_eq!(wrong("speker = 'bold'"), "there is no face `speker`; did you mean `speaker`?");
        assert_eq!(wrong("speaker = 'blod'"), "`speaker`: there is no colour or modifier `blod`");
    }
}
