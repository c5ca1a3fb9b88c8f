//! QR codes, drawn as lines so that they print sharp at any size.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// Draws a text as an SVG picture that scales, with its quiet zone; empty where the text is too long for one.
pub fn qr(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return String::new() };
    let picture = code.render::<svg::Color<'_>>().min_dimensions(120, 120).build();
    // The prologue belongs to a file of its own, and people who cannot see it read the text beside it.
    picture.split_once("?>").map_or(picture.as_str(), |(_, svg)| svg).replacen("<svg ", "<svg aria-hidden=\"true\" ", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the picture back with another program's decoder.
    #[test]
    fn an_independent_decoder_reads_the_same_text() {
        let text = "https://ydan.lamdong.example/p/K7M4T9XCR3HQP2GW";
        let svg = qr(text);
        assert!(svg.starts_with("<svg ") && !svg.contains("<?xml"));
        let side: usize = svg
            .split("viewBox=\"0 0 ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .and_then(|n| n.parse().ok())
            .expect("a side");
        let mut dark = vec![false; side * side];
        // Each module is drawn as `M x y h w v h H x V y`.
        for part in svg.split('M').skip(1) {
            let numbers: Vec<usize> = part
                .split(|c: char| !c.is_ascii_digit())
                .filter(|n| !n.is_empty())
                .filter_map(|n| n.parse().ok())
                .collect();
            let [x, y, w, h, ..] = numbers[..] else { continue };
            for at in (y..y + h).flat_map(|row| (x..x + w).map(move |column| row * side + column)) {
                dark[at] = true;
            }
        }
        let mut image = rqrr::PreparedImage::prepare_from_bitmap(side, side, |x, y| dark[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().expect("readable").1, text);
    }
}
