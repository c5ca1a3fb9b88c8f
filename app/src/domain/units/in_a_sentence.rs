//! How the name of a place is written inside a Vietnamese sentence.

/// What administrative units are called; no kind stands before one that it begins.
const UNITS: [&str; 9] = ["Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã"];
/// What the places below them are called; no kind stands before one that it begins.
const HAMLETS: [&str; 18] = [
    "Tổ dân phố",
    "Tổ nhân dân",
    "Khu dân cư",
    "Cụm dân cư",
    "Khu phố",
    "Tiểu khu",
    "Thôn",
    "Buôn",
    "Bon",
    "Bản",
    "Ấp",
    "Làng",
    "Xóm",
    "Khóm",
    "Khu",
    "Phum",
    "Đội",
    "Tổ",
];
/// The kind belongs to the name of who gave it (Decree 30/2020/NĐ-CP, annex II).
const CAPITAL: &str = "Thành phố Hồ Chí Minh";

/// The name with its kind in small letters, "xã Đạ Ròn"; a name without a kind stays as it is, and so does a unit's that
/// is a number, "Phường 1".
///
/// ```
/// use app::domain::units::in_a_sentence::in_a_sentence;
/// assert_eq!(in_a_sentence("Xã Đạ Ròn"), "xã Đạ Ròn");
/// assert_eq!(in_a_sentence("Lạc Nghiệp"), "Lạc Nghiệp");
/// ```
pub fn in_a_sentence(name: &str) -> String {
    let rest_after = |kind: &&str| name.strip_prefix(*kind).filter(|rest| rest.starts_with(' '));
    let unit = UNITS.iter().find_map(|kind| Some((kind, rest_after(kind)?)));
    let hamlet = || HAMLETS.iter().find_map(|kind| Some((kind, rest_after(kind)?)));
    let is_number = |rest: &str| rest.trim_start().starts_with(|sign: char| sign.is_ascii_digit());
    match unit.filter(|(_, rest)| !is_number(rest) && name != CAPITAL).or_else(hamlet) {
        Some((kind, rest)) => kind.to_lowercase() + rest,
        None => name.to_owned(),
    }
}

/// The name without its kind, "Đạ Ròn"; that of a unit that is a number keeps it.
///
/// ```
/// use app::domain::units::in_a_sentence::bare_name;
/// assert_eq!((bare_name("Xã Đạ Ròn").as_str(), bare_name("Phường 1").as_str()), ("Đạ Ròn", "Phường 1"));
/// ```
pub fn bare_name(name: &str) -> String {
    let name = in_a_sentence(name);
    name.split_whitespace().skip_while(|word| word.starts_with(char::is_lowercase)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_kind_of_a_place_is_written_small() {
        for (name, inside) in [
            ("Xã Đơn Dương", "xã Đơn Dương"),
            ("Thị trấn Thạnh Mỹ", "thị trấn Thạnh Mỹ"),
            ("Thành phố Đà Lạt", "thành phố Đà Lạt"),
            ("Đặc khu Phú Quý", "đặc khu Phú Quý"),
            ("Tổ dân phố Lạc Thiện 1", "tổ dân phố Lạc Thiện 1"),
            ("Tiểu khu 5", "tiểu khu 5"),
            ("Ấp Đông", "ấp Đông"),
            ("Thôn 01", "thôn 01"),
        ] {
            assert_eq!(in_a_sentence(name), inside);
        }
        for name in ["Lạc Nghiệp", "Đa Thọ", "Xãlạ", "Xã", "Phường 1", "Thành phố Hồ Chí Minh", "xã Đạ Ròn", "", "KP 3"]
        {
            assert_eq!(in_a_sentence(name), name);
        }
    }
}
