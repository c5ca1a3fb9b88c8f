//! The fonts that ship inside, and how wide words are in them.

/// The fonts (see `server/fonts/README.md`).
pub(super) const FONTS: [&[u8]; 6] = [
    include_bytes!("../../fonts/Arimo-Regular.ttf"),
    include_bytes!("../../fonts/Arimo-Bold.ttf"),
    include_bytes!("../../fonts/Tinos-Regular.ttf"),
    include_bytes!("../../fonts/Tinos-Bold.ttf"),
    include_bytes!("../../fonts/Tinos-Italic.ttf"),
    include_bytes!("../../fonts/Tinos-BoldItalic.ttf"),
];

/// How wide a line in bold is at some size in points, in millimetres: Times New Roman, or Tinos, which is as wide.
pub(super) fn width_in_bold(line: &str, points: f64) -> f64 {
    let Ok(face) = ttf_parser::Face::parse(FONTS[3], 0) else { return 0.0 };
    let advance = |c| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or_default();
    let units: f64 = line.chars().map(|c| f64::from(advance(c))).sum();
    units / f64::from(face.units_per_em()) * points * 25.4 / 72.0
}
