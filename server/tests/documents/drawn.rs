//! What stands where on drawn pages: words by poppler's `pdftohtml`, rules and margins in a picture by `pdftoppm`. Lengths are
//! millimetres from the page's corner at the left and top.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::path::Path;
use std::process::Command;

/// Dots in an inch of a picture.
const DOTS: f64 = 200.0;
const MILLIMETRE: f64 = 25.4;
/// How many units of `pdftohtml` are a point.
const ZOOM: f64 = 3.0;
/// A dot this dark is ink.
const DARK: u8 = 160;

/// A document as it is drawn.
pub struct Drawn {
    pub pages: Vec<Page>,
}

pub struct Page {
    pub width: f64,
    pub height: f64,
    /// Between which everything stands.
    pub ink: Area,
    /// Its words, from the top.
    pub words: Vec<Words>,
    dots: Dots,
}

#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Words of one kind of type on one line.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// Points.
    pub size: f64,
    pub is_bold: bool,
    pub is_italic: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Rule {
    left: f64,
    right: f64,
}

impl Rule {
    pub fn length(&self) -> f64 {
        self.right - self.left
    }
}

impl Page {
    /// The words that are exactly these.
    #[track_caller]
    pub fn line(&self, text: &str) -> Words {
        self.find(text, |words| words == text)
    }

    /// The words that begin with these.
    #[track_caller]
    pub fn words_from(&self, text: &str) -> Words {
        self.find(text, |words| words.starts_with(text))
    }

    #[track_caller]
    fn find(&self, text: &str, is: impl Fn(&str) -> bool) -> Words {
        let found = self.words.iter().find(|words| is(words.text.trim()));
        found.cloned().unwrap_or_else(|| {
            panic!("no “{text}” in {:#?}", self.words.iter().map(|words| &words.text).collect::<Vec<_>>())
        })
    }

    /// The rule below some words.
    #[track_caller]
    pub fn rule_below(&self, words: &Words) -> Rule {
        let middle = f64::midpoint(words.left, words.right);
        let (from, to) = (to_dots(words.bottom - 1.0), to_dots(words.bottom + 3.0));
        let rules = (from..to).filter_map(|y| self.dots.run(to_dots(middle), y));
        let longest = rules.max_by(|a, b| a.length().total_cmp(&b.length())).filter(|rule| rule.length() > 4.0);
        longest.unwrap_or_else(|| panic!("no rule below {words:?}"))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is small")]
fn to_dots(millimetres: f64) -> usize {
    (millimetres / MILLIMETRE * DOTS).round().max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "a page is small")]
fn to_millimetres(dots: usize) -> f64 {
    dots as f64 / DOTS * MILLIMETRE
}

/// A picture of a page.
struct Dots {
    width: usize,
    grey: Vec<u8>,
}

impl Dots {
    /// Reads a PGM file (P5).
    fn read(file: &[u8]) -> Self {
        let mut parts = file.splitn(4, u8::is_ascii_whitespace);
        assert_eq!(parts.next(), Some(&b"P5"[..]));
        let mut number = || std::str::from_utf8(parts.next().unwrap()).unwrap().parse::<usize>().unwrap();
        let (width, height) = (number(), number());
        let grey = file[file.len() - width * height..].to_vec();
        Self { width, grey }
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.grey.get(y * self.width + x).is_some_and(|grey| *grey < DARK)
    }

    /// The dark dots in a line around one of them.
    fn run(&self, x: usize, y: usize) -> Option<Rule> {
        if !self.is_dark(x, y) {
            return None;
        }
        let left = (0..=x).rev().take_while(|x| self.is_dark(*x, y)).last()?;
        let right = (x..self.width).take_while(|x| self.is_dark(*x, y)).last()?;
        Some(Rule { left: to_millimetres(left), right: to_millimetres(right + 1) })
    }

    fn ink(&self) -> Area {
        let dark = self.grey.iter().enumerate().filter(|(_, grey)| **grey < DARK);
        let places: Vec<_> = dark.map(|(at, _)| (at % self.width, at / self.width)).collect();
        let (xs, ys) = (|| places.iter().map(|(x, _)| *x), || places.iter().map(|(_, y)| *y));
        Area {
            left: to_millimetres(xs().min().unwrap()),
            right: to_millimetres(xs().max().unwrap() + 1),
            top: to_millimetres(ys().min().unwrap()),
            bottom: to_millimetres(ys().max().unwrap() + 1),
        }
    }
}

/// A Word file as an office suite draws it.
pub fn draw_word(file: &[u8], name: &str) -> Drawn {
    let folder = tempfile::tempdir().unwrap();
    let word = folder.path().join(format!("{name}.docx"));
    std::fs::write(&word, file).unwrap();
    let office =
        std::env::var("YDAN_TEST_OFFICE").expect("`cargo xtask test` finds LibreOffice and sets YDAN_TEST_OFFICE");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    run(Command::new(office)
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.path(), &word]));
    draw(&word.with_extension("pdf"))
}

/// A PDF file.
pub fn draw_pdf(file: &[u8], name: &str) -> Drawn {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join(format!("{name}.pdf"));
    std::fs::write(&pdf, file).unwrap();
    draw(&pdf)
}

fn run(command: &mut Command) -> Vec<u8> {
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

fn draw(pdf: &Path) -> Drawn {
    // Looked at by people too: target/drawn/NAME-1.png.
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drawn");
    std::fs::create_dir_all(&kept).unwrap();
    let name = kept.join(pdf.file_stem().unwrap());
    run(Command::new("pdftoppm").args(["-r", "80", "-png"]).arg(pdf).arg(&name));
    let xml = run(Command::new("pdftohtml").args(["-xml", "-i", "-stdout", "-zoom", "3"]).arg(pdf));
    let mut pages = words(&xml);
    let pictures = pdf.with_extension("");
    run(Command::new("pdftoppm").args(["-r", "200", "-gray"]).arg(pdf).arg(&pictures));
    let digits = pages.len().to_string().len();
    for (no, page) in (1..).zip(&mut pages) {
        let picture = std::fs::read(format!("{}-{no:0digits$}.pgm", pictures.display())).unwrap();
        page.dots = Dots::read(&picture);
        page.ink = page.dots.ink();
    }
    Drawn { pages }
}

/// The words of each page.
fn words(xml: &[u8]) -> Vec<Page> {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    let (mut pages, mut sizes, mut current) = (Vec::<Page>::new(), Vec::<f64>::new(), None::<Words>);
    let millimetres = |units: f64| units / ZOOM / 72.0 * MILLIMETRE;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => match tag.name().as_ref() {
                "page" => pages.push(Page {
                    width: millimetres(number(&tag, "width")),
                    height: millimetres(number(&tag, "height")),
                    ink: Area { left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 },
                    words: Vec::new(),
                    dots: Dots { width: 0, grey: Vec::new() },
                }),
                "text" => {
                    let (left, top) = (number(&tag, "left"), number(&tag, "top"));
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a font's number")]
                    let size = sizes[number(&tag, "font") as usize];
                    current = Some(Words {
                        left: millimetres(left),
                        top: millimetres(top),
                        right: millimetres(left + number(&tag, "width")),
                        bottom: millimetres(top + number(&tag, "height")),
                        size: size / ZOOM,
                        ..Words::default()
                    });
                }
                "b" => current.iter_mut().for_each(|words| words.is_bold = true),
                "i" => current.iter_mut().for_each(|words| words.is_italic = true),
                _ => {}
            },
            Event::Empty(tag) if tag.name().as_ref() == "fontspec" => sizes.push(number(&tag, "size")),
            Event::Text(text) => {
                if let Some(words) = &mut current {
                    words.text.push_str(&text.xml10_content());
                }
            }
            Event::End(tag) if tag.name().as_ref() == "text" => {
                if let (Some(words), Some(page)) = (current.take(), pages.last_mut()) {
                    page.words.push(words);
                }
            }
            _ => {}
        }
    }
    for page in &mut pages {
        // What stays on one line is drawn with blanks that do not break.
        page.words.iter_mut().for_each(|words| words.text = words.text.replace('\u{a0}', " "));
        page.words.retain(|words| !words.text.trim().is_empty());
        page.words.sort_by(|a, b| a.top.total_cmp(&b.top));
    }
    pages
}

fn number(tag: &BytesStart<'_>, name: &str) -> f64 {
    let value = tag.try_get_attribute(name).unwrap().unwrap();
    value.value.parse().unwrap()
}
