//! The lists of units that the binary carries.

/// Lâm Đồng of 2022: 12 districts, 142 communes.
pub const LAMDONG_2022: &str = include_str!("../../units/lamdong_2022.csv");
/// Lâm Đồng since 1/7/2025: 124 communes, no districts.
pub const LAMDONG_2025: &str = include_str!("../../units/lamdong_2025.csv");
/// Which communes of 2022 live on in which of 2025.
pub const LAMDONG_2022_TO_2025: &str = include_str!("../../units/lamdong_2022_to_2025.csv");

/// A shipped list by the name that commands take.
pub fn shipped(name: &str) -> Option<&'static str> {
    match name {
        "builtin:lamdong-2022" => Some(LAMDONG_2022),
        "builtin:lamdong-2025" => Some(LAMDONG_2025),
        "builtin:lamdong-2022-to-2025" => Some(LAMDONG_2022_TO_2025),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::csv;
    use app::domain::units::unit::Level;
    use std::collections::{BTreeMap, HashSet};

    fn kinds(list: &str) -> BTreeMap<(Level, String), usize> {
        let mut kinds = BTreeMap::new();
        for line in csv::units(list.as_bytes(), (None, None)).expect("a sound list") {
            *kinds.entry((line.value.named.level, line.value.named.kind)).or_default() += 1;
        }
        kinds
    }

    #[test]
    fn lam_dong_of_2022_has_12_districts_and_142_communes_111_of_them_xa() {
        let kinds = kinds(LAMDONG_2022);
        let of = |level, kind: &str| kinds.get(&(level, kind.to_owned())).copied().unwrap_or_default();
        assert_eq!(of(Level::District, "huyện") + of(Level::District, "thành phố"), 12);
        let communes = ["xã", "phường", "thị trấn"].map(|kind| of(Level::Commune, kind));
        assert_eq!(communes, [111, 18, 13]);
        assert_eq!(kinds.values().sum::<usize>(), 155);
    }

    #[test]
    fn lam_dong_of_2025_has_124_communes_and_no_district() {
        let kinds = kinds(LAMDONG_2025);
        let communes = ["xã", "phường", "đặc khu"].map(|kind| kinds[&(Level::Commune, kind.to_owned())]);
        assert_eq!(communes, [103, 20, 1]);
        assert_eq!(kinds.values().sum::<usize>(), 125);
    }

    #[test]
    fn every_commune_of_2022_lives_on_in_one_of_2025() {
        let codes = |list: &str| -> HashSet<String> {
            let lines = csv::units(list.as_bytes(), (None, None)).expect("sound");
            lines.into_iter().filter(|l| l.value.named.level == Level::Commune).map(|l| l.value.named.code).collect()
        };
        let (old, new) = (codes(LAMDONG_2022), codes(LAMDONG_2025));
        let pairs = csv::successions(LAMDONG_2022_TO_2025.as_bytes()).expect("sound");
        let mapped: HashSet<String> = pairs.iter().map(|line| line.value.old_code.clone()).collect();
        assert_eq!(mapped, old);
        assert!(pairs.iter().all(|line| new.contains(&line.value.new_code)));
    }
}
