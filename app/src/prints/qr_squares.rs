//! QR codes as templates draw them.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A QR code (*mã QR*) as rows of squares, without its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QrSquares {
    /// How many squares a side has.
    pub side: usize,
    /// Row by row, a sign each: `#` is black, a space white.
    pub squares: String,
}

impl QrSquares {
    /// The code of a text; none where the text is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let side = code.width();
        let squares = code.into_colors().into_iter().map(|color| if color == Color::Dark { '#' } else { ' ' });
        Some(Self { side, squares: squares.collect() })
    }
}
