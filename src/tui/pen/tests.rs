//! What is written, byte by byte, and what a terminal makes of it.
use super::*;
use ratatui::style::Style;

fn drawn(cells: &[(u16, u16, &str, Style)]) -> String {
    let made: Vec<(u16, u16, Cell)> = cells
        .iter()
        .map(|(x, y, symbol, style)| {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_style(*style);
            (*x, *y, cell)
        })
        .collect();
    Pen::default().written(made.iter().map(|(x, y, cell)| (*x, *y, cell)))
}

#[test]
fn a_few_letters_that_stand_there_already_are_shorter_than_a_move() {
    let mut pen = Pen::default();
    let mut draw = |cells: &[(u16, &str, Style)]| {
        let made = |(x, symbol, style): &(u16, &str, Style)| {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_style(*style);
            (*x, cell)
        };
        let made: Vec<(u16, Cell)> = cells.iter().map(made).collect();
        pen.written(made.iter().map(|(x, cell)| (*x, 0, cell)))
    };
    let plain = Style::new();
    assert_eq!(draw(&[(0, "a", plain), (1, "b", plain), (2, "日", plain)]), "\x1b[1Hab日");
    assert_eq!(draw(&[(4, "e", plain)]), "\x1b[1;5He");
    assert_eq!(draw(&[(0, "x", plain), (2, "c", plain)]), "\x1b[1Hxbc", "the b stands there");
    assert_eq!(draw(&[(0, "y", plain), (4, "f", plain)]), "\x1b[1Hy\x1b[3Cf", "beside a wide sign");
    let bold = Style::new().bold();
    assert_eq!(draw(&[(0, "z", bold), (2, "d", bold)]).matches('C').count(), 1, "not in another style");
    assert_eq!(draw(&[(10, "k", plain), (13, "l", plain)]), "\x1b[1;11Hk\x1b[2Cl", "nobody knows what is there");
    pen.clear();
    let made = ["k", "l"].map(Cell::new);
    let written = pen.written([(10, 0, &made[0]), (13, 0, &made[1])].into_iter());
    assert_eq!(written, "\x1b[1;11Hk  l", "an emptied screen is blank");
}

#[test]
fn the_cursor_moves_only_where_it_is_not() {
    let plain = Style::new();
    assert_eq!(drawn(&[(0, 0, "a", plain), (1, 0, "b", plain), (3, 0, "c", plain)]), "\x1b[1Hab\x1b[Cc");
    assert_eq!(drawn(&[(0, 0, "日", plain), (2, 0, "b", plain)]), "\x1b[1H日\x1b[1;3Hb", "whatever its width");
    assert_eq!(drawn(&[(0, 0, "é", plain), (1, 0, "b", plain)]), "\x1b[1Héb", "what follows at once needs no move");
    assert_eq!(drawn(&[(9, 0, "a", plain), (0, 1, "b", plain)]), "\x1b[1;10Ha\x1b[2Hb");
    assert_eq!(drawn(&[]), "");
}

#[test]
fn blanks_are_erased_where_that_is_shorter() {
    let (plain, red) = (Style::new(), Style::new().red());
    let row = |last: Option<&'static str>, style: Style| {
        let mut cells = vec![(0, 0, "a", red)];
        cells.extend((1..21).map(|x| (x, 0, " ", style)));
        cells.extend(last.map(|l| (21, 0, l, red)));
        drawn(&cells)
    };
    assert_eq!(row(None, plain), "\x1b[1H\x1b[31ma\x1b[20X\x1b[39m");
    assert_eq!(row(Some("b"), plain), "\x1b[1H\x1b[31ma\x1b[20X\x1b[20Cb\x1b[39m", "what follows is reached");
    let ground = row(None, Style::new().on_blue());
    assert!(ground.contains(&" ".repeat(20)) && !ground.contains('X'), "a ground of its own is drawn: {ground:?}");
    assert_eq!(row(None, Style::new().reversed()).matches(' ').count(), 20, "and so is what is turned");
    let few: Vec<_> = (0..4).map(|x| (x, 0, " ", plain)).collect();
    assert_eq!(drawn(&few), "\x1b[1H    ");
    assert_eq!(drawn(&[(0, 0, "a", red.reversed()), (1, 0, " ", plain)]), "\x1b[1H\x1b[31m\x1b[7ma\x1b[0m ");
}

#[test]
fn of_a_style_only_what_changes_is_said() {
    let (red, bold) = (Style::new().red(), Style::new().red().bold());
    assert_eq!(
        drawn(&[(0, 0, "a", red), (1, 0, "b", bold), (2, 0, "c", red)]),
        "\x1b[1H\x1b[31ma\x1b[1mb\x1b[22mc\x1b[39m"
    );
    let both = Style::new().bold().dim();
    assert_eq!(drawn(&[(0, 0, "a", both), (1, 0, "b", both.not_bold())]), "\x1b[1H\x1b[1;2ma\x1b[0;2mb\x1b[22m");
    let far = Style::new().fg(Color::Indexed(153)).bg(Color::Rgb(1, 2, 3)).underlined().reversed();
    assert_eq!(drawn(&[(0, 0, "a", far)]), "\x1b[1H\x1b[4;38;5;153;48;2;1;2;3m\x1b[7ma\x1b[0m");
    assert_eq!(drawn(&[(0, 0, "a", far), (1, 0, "b", Style::new().italic())]).matches("\x1b[0;3m").count(), 1);
}

/// Draws picture upon picture of `words` in every style, on a terminal that is asked after each what it shows.
fn compare(words: &[&str], styles: bool) {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    let (w, h) = (40u16, 12u16);
    let mut seed = 7u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let looks = [
        Style::new(),
        Style::new().red(),
        Style::new().bold().fg(Color::Indexed(110)),
        Style::new().on_blue(),
        Style::new().reversed(),
        Style::new().underlined().italic(),
    ];
    let mut terminal = vt100::Parser::new(h.try_into().unwrap(), w.try_into().unwrap(), 0);
    let mut pen = Pen::default();
    pen.clear();
    let mut before = Buffer::empty(Rect::new(0, 0, w, h));
    for picture in 0..400 {
        let mut now = if picture % 40 == 39 { Buffer::empty(before.area) } else { before.clone() };
        for _ in 0..next(12) {
            let (x, y) = (next(w.into()) as u16, next(h.into()) as u16);
            now.set_stringn(x, y, words[next(words.len())], usize::from(w - x), looks[next(looks.len())]);
            // Half a wide sign is none, as the canvas sees to.
            if x > 0 && unicode_width::UnicodeWidthStr::width(now.cell((x - 1, y)).unwrap().symbol()) > 1 {
                now.cell_mut((x - 1, y)).unwrap().set_symbol(" ");
            }
        }
        terminal.process(pen.written(before.diff(&now).into_iter()).as_bytes());
        for y in 0..h {
            let mut x = 0;
            while x < w {
                let wanted = now.cell((x, y)).unwrap();
                same(terminal.screen().cell(y, x).unwrap(), wanted, styles, &format!("picture {picture}, {x} {y}"));
                // Of the second half of a wide sign nothing is told.
                x += unicode_width::UnicodeWidthStr::width(wanted.symbol()).max(1) as u16;
            }
        }
        before = now;
    }
}

fn same(shown: &vt100::Cell, wanted: &Cell, styles: bool, place: &str) {
    let letters = if shown.contents().is_empty() { " " } else { shown.contents() };
    assert_eq!(letters, wanted.symbol(), "{place}");
    let of = |m| wanted.modifier.contains(m);
    let coloured = |c: vt100::Color| c != vt100::Color::Default;
    if styles {
        let ground = (coloured(shown.bgcolor()), shown.inverse(), shown.underline());
        assert_eq!(ground, (wanted.bg != Color::Reset, of(Modifier::REVERSED), of(Modifier::UNDERLINED)), "{place}");
    }
    if styles && letters != " " {
        let ink = (coloured(shown.fgcolor()), shown.bold(), shown.italic());
        assert_eq!(ink, (wanted.fg != Color::Reset, of(Modifier::BOLD), of(Modifier::ITALIC)), "{place}");
    }
}

#[test]
fn a_terminal_shows_what_was_drawn_however_the_bytes_were_saved() {
    let blanks = [" ", "          ", "                              "];
    compare(&[&["a few words", "“so”, é", "x"][..], &blanks].concat(), true);
    // Half of a wide sign that is drawn over has the style that the terminal likes.
    compare(&[&["a few words", "日本 is wide", "一"][..], &blanks].concat(), false);
}
