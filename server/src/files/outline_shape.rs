//! The shape of one unit: its parts joined, mended where that changes nothing, simplified, in whole ten-thousandths of a
//! degree.

use app::messages;
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Area as _, BooleanOps as _, Coord, Line, LineString, MultiPolygon, Polygon, SimplifyVwPreserve as _};
use geo::{algorithm::Validation as _, unary_union};

/// The most points one unit may have before it is simplified: whether it crosses itself is tested line against line.
pub(super) const MOST_POINTS: usize = 20_000;
/// A corner that spans less than this many square degrees is left out: about a hundred metres across on the ground.
const SMALLEST_CORNER: f64 = 1e-6;
/// Steps in a degree.
const STEPS: f64 = 10_000.0;
/// How far a point may lie beside a line and still be on it, in degrees: about a centimetre.
const ON_A_LINE: f64 = 1e-7;
/// The largest part of a smaller area that may lie inside another of the same unit: what drawing by hand leaves.
const SLIVER: f64 = 0.01;

messages! {
    /// Why a shape is not taken.
    pub(super) enum ShapeFault {
        /// It has too few points.
        TooFewPoints = "shape-too-few-points",
        /// It has too many points.
        TooManyPoints { points: usize, most: usize } = "shape-too-many-points",
        /// Longitude and latitude are swapped.
        Swapped { x: String, y: String } = "shape-swapped",
        /// The numbers are no degrees.
        NotDegrees { x: String, y: String } = "shape-not-degrees",
        /// Its line crosses itself, or runs on itself, at this place.
        Crossing { x: String, y: String } = "shape-crossing",
        /// Two of its parts lie over each other, near this place.
        Overlapping { x: String, y: String } = "shape-overlapping",
        /// A ring is no part of an area.
        Ring { x: String, y: String, error: String } = "shape-ring",
    }
}

/// Rings of a unit's parts in whole steps, longitude first.
pub(super) fn rings(parts: Vec<Polygon<f64>>) -> Result<Vec<Vec<(i32, i32)>>, ShapeFault> {
    let mut parts = MultiPolygon::new(parts);
    check_points(&parts)?;
    if parts.check_validation().is_err() {
        parts = mended(parts)?;
    }
    let simple = parts.simplify_vw_preserve(SMALLEST_CORNER);
    let rings: Vec<Vec<(i32, i32)>> = simple.iter().flat_map(rings_of).filter(|ring| ring.len() > 3).collect();
    // What is smaller than a corner stays as it was.
    Ok(if rings.is_empty() { parts.iter().flat_map(rings_of).collect() } else { rings })
}

fn check_points(parts: &MultiPolygon<f64>) -> Result<(), ShapeFault> {
    let points = || parts.iter().flat_map(lines_of).flat_map(|line| line.0.iter());
    let number = points().count();
    if number < 4 {
        return Err(ShapeFault::TooFewPoints);
    }
    if number > MOST_POINTS {
        return Err(ShapeFault::TooManyPoints { points: number, most: MOST_POINTS });
    }
    let fits = |point: &&Coord<f64>| (-180.0..=180.0).contains(&point.x) && (-90.0..=90.0).contains(&point.y);
    let Some(point) = points().find(|point| !fits(point)) else { return Ok(()) };
    let (x, y) = written(*point);
    let is_swapped = (-90.0..=90.0).contains(&point.x) && (-180.0..=180.0).contains(&point.y);
    Err(if is_swapped { ShapeFault::Swapped { x, y } } else { ShapeFault::NotDegrees { x, y } })
}

/// Takes out what encloses nothing, and makes one of parts that share an edge. What would change the area of the unit is
/// not mended: its place is named.
fn mended(parts: MultiPolygon<f64>) -> Result<MultiPolygon<f64>, ShapeFault> {
    let mut clean: Vec<Polygon<f64>> = Vec::new();
    for part in parts {
        let (outer, inner) = part.into_inner();
        let inner = inner.into_iter().map(without_spikes).filter(|ring| ring.0.len() > 3).collect();
        let part = Polygon::new(without_spikes(outer), inner);
        if part.exterior().0.len() > 3 && !clean.contains(&part) {
            clean.push(part);
        }
    }
    let Some(first) = clean.first() else { return Err(ShapeFault::TooFewPoints) };
    let somewhere = first.exterior().0.first().copied().unwrap_or_default();
    for part in &clean {
        if let Err(error) = part.check_validation() {
            let crossing = lines_of(part).find_map(crossing).or_else(|| crossing_rings(part));
            let place = crossing.or_else(|| part.exterior().0.first().copied()).unwrap_or(somewhere);
            let (x, y) = written(place);
            return Err(match crossing {
                Some(_) => ShapeFault::Crossing { x, y },
                None => ShapeFault::Ring { x, y, error: error.to_string() },
            });
        }
    }
    let all = MultiPolygon::new(clean);
    if all.check_validation().is_ok() {
        return Ok(all);
    }
    if let Some(place) = overlap(&all.0) {
        let (x, y) = written(place);
        return Err(ShapeFault::Overlapping { x, y });
    }
    let joined = unary_union(&all.0);
    match joined.check_validation() {
        Ok(()) => Ok(joined),
        Err(error) => {
            let (x, y) = written(somewhere);
            Err(ShapeFault::Ring { x, y, error: error.to_string() })
        }
    }
}

/// A ring without the points at which it turns back on itself: nothing lies between the way out and the way back.
fn without_spikes(ring: LineString<f64>) -> LineString<f64> {
    let mut points = ring.0;
    points.pop();
    points.dedup();
    let mut at = 0;
    let mut kept = 0;
    // Once around without a spike is enough; taking one out may leave another at the point before.
    while points.len() > 2 && kept < points.len() {
        let count = points.len();
        at %= count;
        let (before, tip, after) = (points[(at + count - 1) % count], points[at], points[(at + 1) % count]);
        if tip == after || turns_back(before, tip, after) {
            points.remove(at);
            at = (at + count - 2) % (count - 1);
            kept = 0;
        } else {
            at += 1;
            kept += 1;
        }
    }
    points.extend(points.first().copied());
    LineString::new(points)
}

fn turns_back(before: Coord<f64>, tip: Coord<f64>, after: Coord<f64>) -> bool {
    let (back, on) = (before - tip, after - tip);
    let across = (back.x * on.y - back.y * on.x).abs();
    let longer = back.x.hypot(back.y).max(on.x.hypot(on.y));
    across <= ON_A_LINE * longer && back.x * on.x + back.y * on.y > 0.0
}

/// Where a ring meets itself other than from one line to the next.
fn crossing(ring: &LineString<f64>) -> Option<Coord<f64>> {
    let lines: Vec<Line<f64>> = ring.lines().filter(|line| line.start != line.end).collect();
    let last = lines.len().saturating_sub(1);
    let pairs = (0..lines.len()).flat_map(|one| (one + 1..=last).map(move |other| (one, other)));
    pairs.into_iter().find_map(|(one, other)| {
        let follows = other == one + 1 || (one, other) == (0, last);
        match line_intersection(lines[one], lines[other])? {
            LineIntersection::SinglePoint { .. } if follows => None,
            LineIntersection::SinglePoint { intersection, .. } => Some(intersection),
            LineIntersection::Collinear { intersection } => Some(intersection.start),
        }
    })
}

/// Where two rings of one part meet.
fn crossing_rings(part: &Polygon<f64>) -> Option<Coord<f64>> {
    let rings: Vec<&LineString<f64>> = lines_of(part).collect();
    let pairs = (0..rings.len()).flat_map(|one| (one + 1..rings.len()).map(move |other| (one, other)));
    pairs.into_iter().find_map(|(one, other)| {
        rings[one].lines().find_map(|line| {
            rings[other].lines().find_map(|beside| match line_intersection(line, beside)? {
                LineIntersection::SinglePoint { intersection, .. } => Some(intersection),
                LineIntersection::Collinear { intersection } => Some(intersection.start),
            })
        })
    })
}

/// A place where two parts lie over each other by more than a sliver.
fn overlap(parts: &[Polygon<f64>]) -> Option<Coord<f64>> {
    let pairs = (0..parts.len()).flat_map(|one| (one + 1..parts.len()).map(move |other| (one, other)));
    pairs.into_iter().find_map(|(one, other)| {
        let both = parts[one].intersection(&parts[other]);
        let smaller = parts[one].unsigned_area().min(parts[other].unsigned_area());
        let is_sliver = both.unsigned_area() <= SLIVER * smaller;
        (!is_sliver).then(|| both.0.first()?.exterior().0.first().copied()).flatten()
    })
}

/// A place as people are told it, to a tenth of a metre.
fn written(place: Coord<f64>) -> (String, String) {
    let degrees = |number: f64| ((number * 1e6).round() / 1e6).to_string();
    (degrees(place.x), degrees(place.y))
}

fn lines_of(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

#[expect(clippy::cast_possible_truncation, reason = "degrees were checked to be degrees")]
fn rings_of(polygon: &Polygon<f64>) -> Vec<Vec<(i32, i32)>> {
    let whole = |degrees: f64| (degrees * STEPS).round() as i32;
    let ring = |line: &LineString<f64>| {
        let mut points: Vec<(i32, i32)> = line.0.iter().map(|point| (whole(point.x), whole(point.y))).collect();
        points.dedup();
        points
    };
    lines_of(polygon).map(ring).collect()
}
