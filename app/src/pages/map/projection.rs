//! Outlines of units, projected for a map: from ten-thousandths of a degree to whole units of a picture.

/// How wide a map is, in its own units.
pub const WIDTH: i64 = 1_000;
/// How high it is at the most.
const HIGHEST: i64 = 1_400;

/// Rings of points in whole ten-thousandths of a degree, longitude first.
pub type Rings = Vec<Vec<(i32, i32)>>;

/// How outlines are laid onto a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    west: i32,
    north: i32,
    /// Picture units for a ten-thousandth of a degree, across and down.
    across: f64,
    down: f64,
    /// The picture's width.
    pub width: i64,
    /// The picture's height.
    pub height: i64,
}

impl Canvas {
    /// Frames all outlines. `None` where there are none.
    pub fn around<'a>(outlines: impl Iterator<Item = &'a Rings> + Clone) -> Option<Self> {
        let points = || outlines.clone().flatten().flatten();
        let (west, east) = (points().map(|p| p.0).min()?, points().map(|p| p.0).max()?);
        let (south, north) = (points().map(|p| p.1).min()?, points().map(|p| p.1).max()?);
        // Far enough from the poles, a degree of longitude shrinks with the cosine of the latitude in the middle.
        let middle = f64::from(i32::midpoint(south, north)) / 10_000.0;
        let shrink = middle.to_radians().cos();
        let (wide, high) = (f64::from((east - west).max(1)) * shrink, f64::from((north - south).max(1)));
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let scale = (WIDTH as f64 / wide).min(HIGHEST as f64 / high);
        let whole = |length: f64| round(length * scale).max(1);
        let (width, height) = (whole(wide), whole(high));
        Some(Self { west, north, across: scale * shrink, down: scale, width, height })
    }

    fn place(&self, (lon, lat): (i32, i32)) -> (i64, i64) {
        let x = f64::from(lon - self.west) * self.across;
        let y = f64::from(self.north - lat) * self.down;
        (round(x), round(y))
    }

    /// The outline as the path of a picture: each ring begins at a place and goes on by steps, which is short.
    pub fn path(&self, rings: &Rings) -> String {
        let mut path = String::new();
        for ring in rings {
            let mut points: Vec<(i64, i64)> = ring.iter().map(|point| self.place(*point)).collect();
            points.dedup();
            if points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            if points.len() < 3 {
                continue;
            }
            let (mut x, mut y) = points[0];
            path.extend(["M", &x.to_string(), " ", &y.to_string(), "l"]);
            for (at, (to_x, to_y)) in points[1..].iter().enumerate() {
                let (dx, dy) = (to_x - x, to_y - y);
                // A minus sign parts two numbers as well as a blank does.
                let parts = [(at > 0, dx), (true, dy)];
                for (follows, step) in parts {
                    if follows && step >= 0 {
                        path.push(' ');
                    }
                    path.push_str(&step.to_string());
                }
                (x, y) = (*to_x, *to_y);
            }
            path.push('z');
        }
        path
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place in a picture")]
fn round(length: f64) -> i64 {
    length.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_at_the_equator_fills_the_picture_and_is_closed() {
        let square: Rings = vec![vec![(0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000), (0, 0)]];
        let frame = Canvas::around([&square].into_iter()).expect("a frame");
        assert_eq!((frame.width, frame.height), (1_000, 1_000));
        assert_eq!(frame.path(&square), "M0 1000l1000 0 0-1000-1000 0z");
    }

    #[test]
    fn what_is_too_small_to_be_seen_is_left_out_and_nothing_has_no_frame() {
        let wide: Rings = vec![vec![(0, 0), (100_000, 0), (100_000, 100), (0, 0)]];
        let frame = Canvas::around([&wide].into_iter()).expect("a frame");
        assert_eq!(frame.path(&vec![vec![(0, 0), (1, 0), (1, 1), (0, 0)]]), "");
        assert_eq!(Canvas::around(std::iter::empty()), None);
    }

    #[test]
    fn a_tall_unit_is_no_higher_than_a_page() {
        let tall: Rings = vec![vec![(0, 0), (1_000, 0), (1_000, 100_000), (0, 0)]];
        let frame = Canvas::around([&tall].into_iter()).expect("a frame");
        assert!(frame.height <= 1_400 && frame.width < 100);
    }
}
