//! The words of a handbook: what it says itself, and what stands on the screen.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What the handbook says.
    Said(&'a str),
    /// What stands on the screen: a button, a field, a heading.
    OnScreen(&'a str),
}

/// A text in its pieces: words of the screen stand in square brackets.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((said, more)) = rest.split_once('[') {
        let (label, after) = more.split_once(']').unwrap_or((more, ""));
        found.extend([Piece::Said(said), Piece::OnScreen(label)]);
        rest = after;
    }
    found.push(Piece::Said(rest));
    found.retain(|piece| !matches!(piece, Piece::Said("")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_screen_stand_in_square_brackets() {
        assert_eq!(pieces("Bấm [Lưu]."), [Piece::Said("Bấm "), Piece::OnScreen("Lưu"), Piece::Said(".")]);
        assert_eq!(pieces("[Lưu]"), [Piece::OnScreen("Lưu")]);
        assert_eq!(pieces("Không có gì"), [Piece::Said("Không có gì")]);
    }
}
