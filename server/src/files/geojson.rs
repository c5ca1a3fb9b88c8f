//! Outlines of units in: a `GeoJSON` file whose features name their unit, checked, simplified, kept as whole
//! ten-thousandths of a degree.
//!
//! `GeoJSON` (RFC 7946) has longitude and latitude in WGS 84 and nothing else; a file in another projection is refused with
//! the reason. Several features of one unit are its parts. All faults are named by feature, and nothing is taken in before
//! all is right.

use crate::files::outline_shape::{ShapeFault, rings};
use app::domain::units::search_key::search_key;
use app::message::Message;
use app::messages;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::{PortError, refuse};
use app::ports::maps::Outline;
use geo::Polygon;
use geojson::{Feature, GeoJson, GeometryValue, JsonObject, JsonValue, feature::Id};
use std::collections::BTreeMap;

/// The largest file that is read.
const LARGEST: usize = 64 * 1024 * 1024;
/// What a unit's code is usually called, the likeliest first: without marks, in lower case, letters and digits alone. The
/// last ones often are only the numbers of rows, or of a catalogue of its own.
const CODE_NAMES: [&str; 22] = [
    "code",
    "ma",
    "maxa",
    "maphuongxa",
    "maphuong",
    "madvhc",
    "madonvihanhchinh",
    "mahanhchinh",
    "madonvi",
    "mahc",
    "madv",
    "maqh",
    "mahuyen",
    "matinh",
    "unitcode",
    "communecode",
    "wardcode",
    "codexa",
    "xacode",
    "idxa",
    "gid3",
    "id",
];

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
        /// No property is known as a unit's code; those there are.
        NoCodeProperty { found: String } = "outlines-no-code-property",
        /// No feature has the property that was named; those there are.
        NoSuchProperty { property: String, found: String } = "outlines-no-such-property",
    }
}

messages! {
    /// What is wrong with a feature.
    enum OutlineFault {
        /// It names no unit.
        NoCode { property: String } = "outline-no-code",
        /// It has no shape.
        NoShape { code: String } = "outline-no-shape",
        /// Its shape is no area.
        NotAnArea { code: String, kind: String } = "outline-not-an-area",
        /// A point lacks its longitude or latitude.
        HalfAPoint { code: String } = "outline-half-a-point",
        /// Its shape cannot be read.
        Unreadable { code: String, error: String } = "outline-unreadable",
        /// Something is wrong with its shape.
        Shape { code: String, fault: Message } = "outline-shape",
    }
}

/// Reads a file. `property` is the name of the property with the code; without it, it is found by its usual names.
pub fn read(bytes: &[u8], property: Option<&str>) -> Answer<Vec<Outline>> {
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
    let place = CodePlace::find(&all.features, property)?;
    let mut faults = Faults::default();
    let mut units: BTreeMap<String, (u64, Vec<Polygon<f64>>)> = BTreeMap::new();
    for (number, feature) in (1..).zip(all.features) {
        match part_of_unit(&place, feature) {
            Ok((code, parts)) => units.entry(code).or_insert_with(|| (number, Vec::new())).1.extend(parts),
            Err(fault) => faults.add(number, fault),
        }
    }
    let mut outlines = Vec::new();
    for (code, (feature, parts)) in units {
        match rings(parts) {
            Ok(rings) => outlines.push(Outline { code, feature, rings }),
            Err(fault) => faults.add(feature, shape_fault(code, fault)),
        }
    }
    outlines.sort_by_key(|outline| outline.feature);
    faults.or(outlines)
}

fn shape_fault(code: String, fault: ShapeFault) -> OutlineFault {
    OutlineFault::Shape { code, fault: fault.into() }
}

/// The name of a projection that is not the one `GeoJSON` has. What has no `crs`, or an empty one, is in that one.
fn other_projection(members: Option<&JsonObject>) -> Option<String> {
    let crs = members?.get("crs").filter(|crs| !crs.is_null())?;
    let said = crs.pointer("/properties/name").or_else(|| crs.pointer("/properties/code"));
    let name = match said {
        Some(JsonValue::String(name)) => name.clone(),
        Some(JsonValue::Number(code)) => code.to_string(),
        _ => "?".to_owned(),
    };
    let plain: String = name.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let is_usual = matches!(plain.as_str(), "WGS84" | "WGS1984" | "GCSWGS1984" | "WORLDGEODETICSYSTEM1984" | "CRS84")
        || name.rsplit(':').next().is_some_and(|last| matches!(last, "4326" | "CRS84"));
    (!is_usual).then_some(name)
}

/// Where in a file's features the codes stand: the same in all.
enum CodePlace {
    /// In this property.
    Property(String),
    /// In the feature's own `id`.
    Id,
}

impl CodePlace {
    fn find(features: &[Feature], named: Option<&str>) -> Answer<Self> {
        let mut names: Vec<&String> = Vec::new();
        for (name, value) in features.iter().filter_map(|feature| feature.properties.as_ref()).flatten() {
            if !names.contains(&name) && code_of(value).is_some() {
                names.push(name);
            }
        }
        let found = || names.iter().take(12).map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        if let Some(named) = named {
            let same = |name: &&&String| **name == named;
            let alike = |name: &&&String| plain(name) == plain(named);
            return match names.iter().find(same).or_else(|| names.iter().find(alike)) {
                Some(name) => Ok(Self::Property((*name).clone())),
                None if plain(named) == "id" => Ok(Self::Id),
                None => refuse(OutlinesRefused::NoSuchProperty { property: named.to_owned(), found: found() }),
            };
        }
        let usual = |usual: &&str| names.iter().find(|name| plain(name) == **usual);
        let has_ids = features.iter().any(|feature| feature.id.is_some());
        match CODE_NAMES.iter().find_map(usual) {
            // The feature's own id is likelier to be a code than a column of numbers.
            Some(name) if !(has_ids && plain(name) == "id") => Ok(Self::Property((*name).clone())),
            _ if has_ids => Ok(Self::Id),
            _ => refuse(OutlinesRefused::NoCodeProperty { found: found() }),
        }
    }

    /// What a fault calls it.
    fn name(&self) -> String {
        match self {
            Self::Property(name) => name.clone(),
            Self::Id => "id".to_owned(),
        }
    }

    fn code(&self, feature: &Feature) -> Option<String> {
        match self {
            Self::Property(name) => feature.property(name).and_then(code_of),
            Self::Id => match feature.id.as_ref()? {
                Id::String(id) => code_of(&JsonValue::String(id.clone())),
                Id::Number(id) => code_of(&JsonValue::Number(id.clone())),
            },
        }
    }
}

/// A name of a property as it is compared.
fn plain(name: &str) -> String {
    search_key(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A code, also where a program made a number of it: `24937.0`.
fn code_of(value: &JsonValue) -> Option<String> {
    let text = match value {
        JsonValue::String(text) => text.trim().to_owned(),
        JsonValue::Number(number) => number.to_string(),
        _ => return None,
    };
    let whole = text.split_once('.').filter(|(whole, rest)| {
        !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) && rest.bytes().all(|b| b == b'0')
    });
    let code = whole.map_or(text.as_str(), |(whole, _)| whole).to_owned();
    (!code.is_empty()).then_some(code)
}

/// The unit of a feature, with the parts it adds.
fn part_of_unit(place: &CodePlace, feature: Feature) -> Result<(String, Vec<Polygon<f64>>), OutlineFault> {
    let Some(code) = place.code(&feature) else {
        return Err(OutlineFault::NoCode { property: place.name() });
    };
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
    match shape.try_into() {
        Ok(geo::Geometry::Polygon(polygon)) => Ok((code, vec![polygon])),
        Ok(geo::Geometry::MultiPolygon(polygons)) => Ok((code, polygons.0)),
        Ok(_) => Err(OutlineFault::NotAnArea { code, kind }),
        Err(error) => {
            let error: geojson::Error = error;
            Err(OutlineFault::Unreadable { code, error: error.to_string() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::refused::faults;
    use super::*;
    use crate::files::outline_shape::MOST_POINTS;

    fn file(features: &str) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
    }

    fn area(code: &str, ring: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"code":{code}}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
        )
    }

    fn wrong(text: &str) -> Vec<(u64, Message)> {
        faults(read(text.as_bytes(), None))
    }

    /// What is wrong with the whole file.
    fn refused(text: &str) -> Message {
        match &wrong(text)[..] {
            [(0, message)] => message.clone(),
            other => panic!("not the whole file: {other:?}"),
        }
    }

    /// What is wrong with the outline of a unit.
    fn shape(code: &str, fault: ShapeFault) -> Message {
        OutlineFault::Shape { code: code.to_owned(), fault: fault.into() }.into()
    }

    const SQUARE: &str = "[108.0,11.0],[108.5,11.0],[108.5,11.5],[108.0,11.5],[108.0,11.0]";

    #[test]
    fn a_square_is_kept_in_whole_steps_and_a_code_may_be_a_number() {
        let outlines = read(file(&area("24934", SQUARE)).as_bytes(), None).expect("read");
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
        let outlines = read(file(&area("\"1\"", &ring)).as_bytes(), None).expect("read");
        assert!((40..400).contains(&outlines[0].rings[0].len()), "{}", outlines[0].rings[0].len());
    }

    #[test]
    fn what_is_no_geojson_or_has_no_code_is_refused() {
        let unread = OutlinesRefused::NotGeoJson { error: String::new() };
        assert_eq!(refused("xin chào").key, Message::from(unread).key);
        assert_eq!(refused(r#"{"type":"Point","coordinates":[1,2]}"#), OutlinesRefused::NotACollection);
        assert_eq!(refused(&file("")), OutlinesRefused::Empty);
        let none = OutlinesRefused::NoCodeProperty { found: String::new() };
        assert_eq!(refused(&file(&area("null", SQUARE))), none);
        let lacks = [area("\"1\"", SQUARE), area("null", SQUARE)].join(",");
        let no_code = OutlineFault::NoCode { property: "code".into() };
        assert_eq!(wrong(&file(&lacks)), [(2, no_code.into())]);
        let point =
            r#"{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Point","coordinates":[108,11]}}"#;
        let not_an_area = OutlineFault::NotAnArea { code: "1".into(), kind: "Point".into() };
        assert_eq!(wrong(&file(point)), [(1, not_an_area.into())]);
        for short in ["[108.0]", "[]"] {
            let ring = SQUARE.replacen("[108.5,11.0]", short, 1);
            let half = OutlineFault::HalfAPoint { code: "1".into() };
            assert_eq!(wrong(&file(&area("\"1\"", &ring))), [(1, half.into())]);
        }
    }

    #[test]
    fn another_projection_and_exchanged_axes_are_refused_with_the_reason() {
        let metres = area("\"1\"", "[580000,1220000],[590000,1220000],[590000,1230000],[580000,1220000]");
        let far = ShapeFault::NotDegrees { x: "580000".into(), y: "1220000".into() };
        assert_eq!(wrong(&file(&metres)), [(1, shape("1", far))]);
        let exchanged = area("\"1\"", "[11.0,108.0],[11.5,108.0],[11.5,108.5],[11.0,108.0]");
        let swapped = ShapeFault::Swapped { x: "11".into(), y: "108".into() };
        assert_eq!(wrong(&file(&exchanged)), [(1, shape("1", swapped))]);
        let named = file(&area("\"1\"", SQUARE)).replacen(
            r#""features""#,
            r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9210"}},"features""#,
            1,
        );
        let other = OutlinesRefused::OtherProjection { name: "urn:ogc:def:crs:EPSG::9210".into() };
        assert_eq!(refused(&named), other);
        let usual = named.replace("EPSG::9210", "OGC:1.3:CRS84");
        assert!(read(usual.as_bytes(), None).is_ok());
    }

    #[test]
    fn an_outline_that_crosses_itself_is_refused_by_name_with_all_others() {
        let bow = area("\"7\"", "[108.0,11.0],[108.5,11.5],[108.5,11.0],[108.0,11.5],[108.0,11.0]");
        let crossing = ShapeFault::Crossing { x: "108.25".into(), y: "11.25".into() };
        let no_code = OutlineFault::NoCode { property: "code".into() };
        let all = file(&[area("\"1\"", SQUARE), bow, area("\"\"", SQUARE)].join(","));
        assert_eq!(wrong(&all), [(2, shape("7", crossing)), (3, no_code.into())]);
    }

    #[test]
    fn a_giant_outline_is_refused_before_it_is_worked_on() {
        let ring = vec!["[108.000001,11.000001]"; MOST_POINTS + 1].join(",");
        let many = ShapeFault::TooManyPoints { points: MOST_POINTS + 1, most: MOST_POINTS };
        assert_eq!(wrong(&file(&area("\"1\"", &ring))), [(1, shape("1", many))]);
        let huge = vec![b' '; LARGEST + 1];
        assert_eq!(faults(read(&huge, None)), [(0, OutlinesRefused::TooBig { most: 64 }.into())]);
    }

    /// What people's files were found to be like, each with the outlines it means.
    fn case(bytes: &[u8]) -> Vec<Outline> {
        read(bytes, None).expect("read")
    }

    const SQUARE_RINGS: [(i32, i32); 5] =
        [(1_080_000, 110_000), (1_085_000, 110_000), (1_085_000, 115_000), (1_080_000, 115_000), (1_080_000, 110_000)];

    macro_rules! cases {
        ($($name:literal => $code:literal),+ $(,)?) => {
            [$(($name, include_bytes!(concat!("../../tests/cases/", $name)).as_slice(), $code)),+]
        };
    }

    #[test]
    fn the_property_with_the_code_is_found_by_its_usual_names_and_a_code_may_have_become_a_number() {
        let cases = cases![
            "g_ma_xa.geojson" => "24934", "g_GID3.geojson" => "VNM.37.5.1_1", "g_id_only.geojson" => "24934",
            "g_float_code.geojson" => "24934", "g_crs_null.geojson" => "24934", "g_crs_wgs84_name.geojson" => "24934",
        ];
        for (name, bytes, code) in cases {
            let outlines = case(bytes);
            let expected = Outline { code: code.into(), feature: 1, rings: vec![SQUARE_RINGS.to_vec()] };
            assert_eq!(outlines, [expected], "{name}");
        }
    }

    #[test]
    fn a_property_that_is_named_is_taken_and_one_that_is_not_there_is_refused_with_those_that_are() {
        let odd =
            file(&area("\"1\"", SQUARE)).replace(r#""code":"1""#, r#""so_hieu":24934,"ten":"Xã D'Ran","code":"1""#);
        assert_eq!(read(odd.as_bytes(), Some("so_hieu")).expect("read")[0].code, "24934");
        assert_eq!(read(odd.as_bytes(), Some("SỐ_HIỆU")).expect("read")[0].code, "24934");
        let missing = OutlinesRefused::NoSuchProperty { property: "mã".into(), found: "code, so_hieu, ten".into() };
        assert_eq!(faults(read(odd.as_bytes(), Some("mã"))), [(0, missing.into())]);
    }

    #[test]
    fn several_features_of_a_unit_are_its_parts() {
        let [outline] = &case(include_bytes!("../../tests/cases/g_two_features.geojson"))[..] else {
            panic!("one unit")
        };
        assert_eq!((outline.code.as_str(), outline.feature, outline.rings.len()), ("24934", 1, 2));
        let twice = file(&[area("\"1\"", SQUARE), area("1.0", SQUARE)].join(","));
        assert_eq!(case(twice.as_bytes())[0].rings, [SQUARE_RINGS.to_vec()], "the same twice is once");
    }

    #[test]
    fn parts_that_share_an_edge_become_one_and_a_spike_is_cut() {
        let [joined] = &case(include_bytes!("../../tests/cases/g_touching_multi.geojson"))[..] else {
            panic!("one unit")
        };
        let [ring] = &joined.rings[..] else { panic!("one ring: {:?}", joined.rings) };
        for corner in [(1_080_000, 110_000), (1_090_000, 110_000), (1_090_000, 115_000), (1_080_000, 115_000)] {
            assert!(ring.contains(&corner), "{ring:?}");
        }
        assert!(!ring.contains(&(1_085_000, 112_500)), "nothing of the edge between is left");
        let [cut] = &case(include_bytes!("../../tests/cases/g_spike.geojson"))[..] else { panic!("one unit") };
        let mut corners = cut.rings[0].clone();
        corners.sort_unstable();
        corners.dedup();
        let mut square = SQUARE_RINGS[..4].to_vec();
        square.sort_unstable();
        assert_eq!(corners, square);
    }

    #[test]
    fn parts_that_lie_over_each_other_are_refused_at_their_place_and_a_sliver_is_not() {
        let beside = |west: &str| {
            let ring = format!("[{west},11.0],[109.0,11.0],[109.0,11.5],[{west},11.5],[{west},11.0]");
            file(&[area("\"7\"", SQUARE), area("\"7\"", &ring)].join(","))
        };
        let over = ShapeFault::Overlapping { x: "108.3".into(), y: "11.5".into() };
        assert_eq!(wrong(&beside("108.3")), [(1, shape("7", over))]);
        assert_eq!(case(beside("108.4999").as_bytes())[0].rings.len(), 1);
    }

    #[test]
    fn only_names_of_wgs_84_are_taken() {
        let named = |name: &str| {
            let crs = format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features""#);
            file(&area("\"1\"", SQUARE)).replacen(r#""features""#, &crs, 1)
        };
        for name in ["WGS 84", "WGS84", "GCS_WGS_1984", "EPSG:4326", "urn:ogc:def:crs:EPSG:6.6:4326", "OGC:CRS84"] {
            assert!(read(named(name).as_bytes(), None).is_ok(), "{name}");
        }
        for name in ["WGS 84 / UTM zone 48N", "EPSG:32648", "VN-2000", "EPSG:14326", "EPSG:4756"] {
            assert_eq!(refused(&named(name)), OutlinesRefused::OtherProjection { name: name.into() });
        }
    }
}
