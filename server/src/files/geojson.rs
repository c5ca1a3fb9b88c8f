//! Outlines of units in: a `GeoJSON` file whose features name their unit by `code`, checked, simplified, kept as whole
//! ten-thousandths of a degree.
//!
//! `GeoJSON` (RFC 7946) has longitude and latitude in WGS 84 and nothing else; a file in another projection is refused with
//! the reason. All faults are named by feature, and nothing is taken in before all is right.

use app::messages;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::{PortError, refuse};
use app::ports::maps::Outline;
use geo::algorithm::Validation as _;
use geo::{Coord, LineString, MultiPolygon, Polygon, SimplifyVwPreserve as _};
use geojson::{Feature, GeoJson, GeometryValue};

/// The largest file that is read.
const LARGEST: usize = 64 * 1024 * 1024;
/// The most points one unit may have before it is simplified: whether it crosses itself is tested line against line.
const MOST_POINTS: usize = 20_000;
/// A corner that spans less than this many square degrees is left out: about a hundred metres across on the ground.
const SMALLEST_CORNER: f64 = 1e-6;
/// Steps in a degree.
const STEPS: f64 = 10_000.0;

messages! {
    /// Why a file of outlines is refused whole.
    enum OutlinesRefused {
        /// It is too big, in megabytes.
        TooBig { most: usize } = "outlines-too-big",
        /// It is not UTF-8.
        NotUtf8 = "outlines-not-utf8",
        /// It is not `GeoJSON`.
        NotGeoJson { error: String } = "outlines-not-geojson",
        /// It is not a collection of features.
        NotACollection = "outlines-not-a-collection",
        /// It is in another projection.
        OtherProjection { name: String } = "outlines-other-projection",
        /// There is no feature in it.
        Empty = "outlines-empty",
    }
}

messages! {
    /// What is wrong with a feature.
    enum OutlineFault {
        /// It names no unit.
        NoCode = "outline-no-code",
        /// It has no shape.
        NoShape { code: String } = "outline-no-shape",
        /// Its shape is no area.
        NotAnArea { code: String, kind: String } = "outline-not-an-area",
        /// A point lacks its longitude or latitude.
        HalfAPoint { code: String } = "outline-half-a-point",
        /// Its shape cannot be read.
        Unreadable { code: String, error: String } = "outline-unreadable",
        /// Its shape has too few points.
        TooFewPoints { code: String } = "outline-too-few-points",
        /// Its shape has too many points.
        TooManyPoints { code: String, points: usize, most: usize } = "outline-too-many-points",
        /// Longitude and latitude are swapped.
        Swapped { code: String, x: String, y: String } = "outline-swapped",
        /// The numbers are no degrees.
        NotDegrees { code: String, x: String, y: String } = "outline-not-degrees",
        /// It crosses itself.
        Crossing { code: String, error: String } = "outline-crossing",
    }
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Answer<Vec<Outline>> {
    if bytes.len() > LARGEST {
        return refuse(OutlinesRefused::TooBig { most: LARGEST >> 20 });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PortError::Refused(OutlinesRefused::NotUtf8.into()))?;
    let read: GeoJson = match text.trim_start_matches('\u{feff}').parse() {
        Ok(read) => read,
        Err(error) => return refuse(OutlinesRefused::NotGeoJson { error: error.to_string() }),
    };
    let GeoJson::FeatureCollection(all) = read else {
        return refuse(OutlinesRefused::NotACollection);
    };
    if let Some(name) = other_projection(all.foreign_members.as_ref()) {
        return refuse(OutlinesRefused::OtherProjection { name });
    }
    if all.features.is_empty() {
        return refuse(OutlinesRefused::Empty);
    }
    let mut faults = Faults::default();
    let mut outlines = Vec::new();
    for (number, feature) in (1..).zip(all.features) {
        match outline(number, feature) {
            Ok(outline) => outlines.push(outline),
            Err(fault) => faults.add(number, fault),
        }
    }
    faults.or(outlines)
}

/// The name of a projection that is not the one `GeoJSON` has.
fn other_projection(members: Option<&geojson::JsonObject>) -> Option<String> {
    let name = members?.get("crs")?.pointer("/properties/name").and_then(|name| name.as_str()).unwrap_or("?");
    let known = ["CRS84", "EPSG::4326", "EPSG:4326"].iter().any(|known| name.ends_with(known));
    (!known).then(|| name.to_owned())
}

fn outline(feature_no: u64, feature: Feature) -> Result<Outline, OutlineFault> {
    let code = match feature.property("code") {
        Some(geojson::JsonValue::String(code)) => code.trim().to_owned(),
        Some(geojson::JsonValue::Number(code)) => code.to_string(),
        _ => String::new(),
    };
    if code.is_empty() {
        return Err(OutlineFault::NoCode);
    }
    let shape = match feature.geometry.map(|geometry| geometry.value) {
        Some(value @ (GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. })) => value,
        Some(other) => return Err(OutlineFault::NotAnArea { code, kind: other.type_name().to_owned() }),
        None => return Err(OutlineFault::NoShape { code }),
    };
    let positions: Vec<&geojson::Position> = match &shape {
        GeometryValue::Polygon { coordinates } => coordinates.iter().flatten().collect(),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().flatten().flatten().collect(),
        _ => Vec::new(),
    };
    if positions.iter().any(|position| position.len() < 2) {
        return Err(OutlineFault::HalfAPoint { code });
    }
    let kind = shape.type_name().to_owned();
    let unreadable = |error: geojson::Error| OutlineFault::Unreadable { code: code.clone(), error: error.to_string() };
    let polygons = match shape.try_into().map_err(unreadable)? {
        geo::Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err(OutlineFault::NotAnArea { code, kind }),
    };
    check(&code, &polygons)?;
    let simple = polygons.simplify_vw_preserve(SMALLEST_CORNER);
    let rings: Vec<Vec<(i32, i32)>> = simple.iter().flat_map(rings_of).filter(|ring| ring.len() > 3).collect();
    // What is smaller than a corner stays as it was.
    let rings = if rings.is_empty() { polygons.iter().flat_map(rings_of).collect() } else { rings };
    Ok(Outline { code, feature: feature_no, rings })
}

fn check(code: &str, polygons: &MultiPolygon<f64>) -> Result<(), OutlineFault> {
    let code = || code.to_owned();
    let points = || polygons.iter().flat_map(lines_of).flat_map(|line| line.0.iter());
    let number = points().count();
    if number < 4 {
        return Err(OutlineFault::TooFewPoints { code: code() });
    }
    if number > MOST_POINTS {
        return Err(OutlineFault::TooManyPoints { code: code(), points: number, most: MOST_POINTS });
    }
    let fits = |point: &&Coord<f64>| (-180.0..=180.0).contains(&point.x) && (-90.0..=90.0).contains(&point.y);
    if let Some(point) = points().find(|point| !fits(point)) {
        let (x, y) = (point.x.to_string(), point.y.to_string());
        let is_swapped = (-90.0..=90.0).contains(&point.x) && (-180.0..=180.0).contains(&point.y);
        return Err(if is_swapped {
            OutlineFault::Swapped { code: code(), x, y }
        } else {
            OutlineFault::NotDegrees { code: code(), x, y }
        });
    }
    polygons.check_validation().map_err(|error| OutlineFault::Crossing { code: code(), error: error.to_string() })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file(features: &str) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
    }

    fn area(code: &str, ring: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"code":{code}}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
        )
    }

    fn told(text: &str) -> String {
        app::i18n::say_error(&read(text.as_bytes()).expect_err("refused"))
    }

    const SQUARE: &str = "[108.0,11.0],[108.5,11.0],[108.5,11.5],[108.0,11.5],[108.0,11.0]";

    #[test]
    fn a_square_is_kept_in_whole_steps_and_a_code_may_be_a_number() {
        let outlines = read(file(&area("24934", SQUARE)).as_bytes()).expect("read");
        assert_eq!((outlines[0].code.as_str(), outlines[0].rings.len(), outlines[0].rings[0].len()), ("24934", 1, 5));
        assert_eq!(outlines[0].rings[0][1], (1_085_000, 110_000));
    }

    #[test]
    fn corners_that_nobody_sees_are_left_out() {
        let many: Vec<String> = (0..=2_000)
            .map(|n| {
                let turn = f64::from(n) / 2_000.0 * std::f64::consts::TAU;
                format!("[{:.6},{:.6}]", 108.0 + 0.2 * turn.cos(), 11.0 + 0.2 * turn.sin())
            })
            .collect();
        let ring = format!("{},{}", many[..2_000].join(","), many[0]);
        let outlines = read(file(&area("\"1\"", &ring)).as_bytes()).expect("read");
        assert!((40..400).contains(&outlines[0].rings[0].len()), "{}", outlines[0].rings[0].len());
    }

    #[test]
    fn what_is_no_geojson_or_has_no_code_is_refused() {
        assert!(told("xin chào").contains("không phải GeoJSON"));
        assert!(told(r#"{"type":"Point","coordinates":[1,2]}"#).contains("FeatureCollection"));
        assert!(told(&file("")).contains("không có đơn vị nào"));
        assert!(told(&file(&area("null", SQUARE))).contains("dòng 1: thiếu thuộc tính code"));
        let point =
            r#"{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Point","coordinates":[108,11]}}"#;
        assert!(told(&file(point)).contains("không phải Point"));
        for short in ["[108.0]", "[]"] {
            let ring = SQUARE.replacen("[108.5,11.0]", short, 1);
            assert!(
                told(&file(&area("\"1\"", &ring))).contains("đơn vị 1: "),
                "{}",
                told(&file(&area("\"1\"", &ring)))
            );
        }
    }

    #[test]
    fn another_projection_and_exchanged_axes_are_refused_with_the_reason() {
        let metres = area("\"1\"", "[580000,1220000],[590000,1220000],[590000,1230000],[580000,1220000]");
        assert!(told(&file(&metres)).contains("hệ tọa độ khác"), "{}", told(&file(&metres)));
        let exchanged = area("\"1\"", "[11.0,108.0],[11.5,108.0],[11.5,108.5],[11.0,108.0]");
        assert!(told(&file(&exchanged)).contains("bị đảo chỗ"));
        let named = file(&area("\"1\"", SQUARE)).replacen(
            r#""features""#,
            r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9210"}},"features""#,
            1,
        );
        assert!(told(&named).contains("EPSG::9210"));
        let usual = named.replace("EPSG::9210", "OGC:1.3:CRS84");
        assert!(read(usual.as_bytes()).is_ok());
    }

    #[test]
    fn an_outline_that_crosses_itself_is_refused_by_name_with_all_others() {
        let bow = area("\"7\"", "[108.0,11.0],[108.5,11.5],[108.5,11.0],[108.0,11.5],[108.0,11.0]");
        let text = told(&file(&[area("\"1\"", SQUARE), bow, area("\"\"", SQUARE)].join(",")));
        assert!(text.contains("dòng 2: đơn vị 7: đường ranh tự cắt") && text.contains("dòng 3: thiếu"), "{text}");
    }

    #[test]
    fn a_giant_outline_is_refused_before_it_is_worked_on() {
        let ring = vec!["[108.000001,11.000001]"; MOST_POINTS + 1].join(",");
        assert!(told(&file(&area("\"1\"", &ring))).contains("nhiều nhất 20.000"));
        let huge = vec![b' '; LARGEST + 1];
        assert!(app::i18n::say_error(&read(&huge).expect_err("refused")).contains("64 MB"));
    }
}
