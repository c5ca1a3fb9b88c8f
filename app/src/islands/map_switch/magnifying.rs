//! What of a picture is seen, and which of its areas lies next.

use leptos::web_sys::DomRect;
use std::fmt;

/// What of a picture is seen: a `viewBox`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// How much a picture is magnified at most.
const MOST: f64 = 16.0;

impl Frame {
    /// Reads a `viewBox`.
    pub(super) fn parse(view_box: &str) -> Option<Self> {
        // Whole numbers, as the page draws them: what reads fractions weighs more than all of this.
        let whole = |number: &str| number.parse::<i32>().ok().map(f64::from);
        let numbers: Vec<f64> = view_box.split_whitespace().filter_map(whole).collect();
        let [left, top, width, height] = numbers[..] else { return None };
        (width > 0.0 && height > 0.0).then_some(Self { left, top, width, height })
    }

    /// How much of the picture a pixel of the screen is, where it is drawn as large as fits into a place.
    pub(super) fn scale_in(self, place: &DomRect) -> f64 {
        (self.width / place.width().max(1.0)).max(self.height / place.height().max(1.0))
    }

    /// Nearer or farther, around its middle, inside the whole.
    #[must_use]
    pub(super) fn magnified(self, by: f64, whole: Self) -> Self {
        let width = (self.width / by).clamp(whole.width / MOST, whole.width);
        let height = width * whole.height / whole.width;
        let left = self.left + (self.width - width) / 2.0;
        let top = self.top + (self.height - height) / 2.0;
        Self { left, top, width, height }.moved(0.0, 0.0, whole)
    }

    /// The same further along, inside the whole.
    #[must_use]
    pub(super) fn moved(self, right: f64, down: f64, whole: Self) -> Self {
        let left = (self.left + right).clamp(whole.left, whole.left + whole.width - self.width);
        let top = (self.top + down).clamp(whole.top, whole.top + whole.height - self.height);
        Self { left, top, ..self }
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_possible_truncation, reason = "pictures are some thousand wide")]
        let [left, top, width, height] =
            [self.left, self.top, self.width, self.height].map(|number| number.round() as i32);
        write!(to, "{left} {top} {width} {height}")
    }
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Direction {
    /// The direction of a key.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }
}

/// The nearest place in a direction: what lies aside counts twice.
pub(super) fn nearest(from: (f64, f64), direction: Direction, places: &[(f64, f64)]) -> Option<usize> {
    let cost = |(x, y): (f64, f64)| {
        let (right, down) = (x - from.0, y - from.1);
        let (ahead, aside) = match direction {
            Direction::Left => (-right, down),
            Direction::Right => (right, down),
            Direction::Up => (-down, right),
            Direction::Down => (down, right),
        };
        (ahead > 0.5).then(|| ahead + 2.0 * aside.abs())
    };
    let costs = places.iter().enumerate().filter_map(|(at, place)| Some((at, cost(*place)?)));
    costs.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Frame = Frame { left: -6.0, top: -6.0, width: 160.0, height: 80.0 };

    #[test]
    fn a_frame_is_what_a_picture_says_and_stays_inside_it() {
        assert_eq!(Frame::parse("-6 -6 160 80"), Some(WHOLE));
        assert_eq!(Frame::parse("-6 -6 160"), None);
        let near = WHOLE.magnified(2.0, WHOLE);
        assert_eq!(near.to_string(), "34 14 80 40");
        assert_eq!(near.moved(1_000.0, -1_000.0, WHOLE).to_string(), "74 -6 80 40");
        assert_eq!(near.magnified(0.1, WHOLE), WHOLE);
        let nearest = (0..20).fold(WHOLE, |frame, _| frame.magnified(2.0, WHOLE));
        assert_eq!(nearest.to_string().split(' ').nth(2), Some("10"));
    }

    #[test]
    fn an_arrow_leads_to_what_lies_that_way_and_nowhere_from_the_edge() {
        let places = [(0.0, 0.0), (10.0, 1.0), (12.0, 9.0), (0.0, 10.0)];
        assert_eq!(nearest(places[0], Direction::Right, &places), Some(1));
        assert_eq!(nearest(places[0], Direction::Down, &places), Some(3));
        assert_eq!(nearest(places[2], Direction::Up, &places), Some(1));
        assert_eq!(nearest(places[0], Direction::Left, &places), None);
    }
}
