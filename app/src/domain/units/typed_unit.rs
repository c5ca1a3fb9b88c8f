//! Units as people type them where they choose one: a code, a name, or what is offered while they type.

use super::in_a_sentence::bare_name;
use super::search_key::search_key;
use super::unit::UnitRef;
use crate::messages;

messages! {
    /// Why it is not known which unit is meant.
    pub enum TypedUnitFault {
        /// None has that name or code.
        NoSuch { typed: String } = "typed-unit-none",
        /// Several have that name; with what is offered for each.
        Several { typed: String, units: String } = "typed-unit-several",
    }
}

/// A unit as it is offered: its name, and its code, by which it is known.
///
/// ```
/// use app::domain::units::typed_unit::offered;
/// use app::domain::units::unit::{Level, UnitRef};
/// let unit = UnitRef { code: "24937".into(), name: "Xã Đạ Ròn".into(), kind: "xã".into(), level: Level::Commune };
/// assert_eq!(offered(&unit), "Xã Đạ Ròn (24937)");
/// ```
pub fn offered(unit: &UnitRef) -> String {
    format!("{} ({})", unit.name, unit.code)
}

/// Reads which of some units is meant: by its code, as it is offered, or by its name, with or without marks and its kind.
///
/// # Errors
///
/// Where none has that name or code, or several have it.
pub fn read_unit<'a>(typed: &str, units: &'a [UnitRef]) -> Result<&'a UnitRef, TypedUnitFault> {
    let typed = typed.trim();
    let in_brackets = typed.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, code)| code.trim());
    for code in [Some(typed), in_brackets].into_iter().flatten() {
        if let Some(unit) = units.iter().find(|unit| unit.code == code) {
            return Ok(unit);
        }
    }
    let key = search_key(typed);
    let by_name = |name_of: fn(&UnitRef) -> String| -> Vec<&UnitRef> {
        units.iter().filter(|unit| search_key(&name_of(unit)) == key).collect()
    };
    let mut found = by_name(|unit| unit.name.clone());
    if found.is_empty() {
        found = by_name(|unit| bare_name(&unit.name));
    }
    match found[..] {
        [] => Err(TypedUnitFault::NoSuch { typed: typed.to_owned() }),
        [unit] => Ok(unit),
        _ => {
            let units = found.iter().map(|unit| offered(unit)).collect::<Vec<_>>().join(", ");
            Err(TypedUnitFault::Several { typed: typed.to_owned(), units })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::unit::Level;

    fn unit(code: &str, name: &str) -> UnitRef {
        UnitRef { code: code.into(), name: name.into(), kind: "xã".into(), level: Level::Commune }
    }

    #[test]
    fn a_unit_is_known_by_its_code_its_name_and_as_it_is_offered() {
        let units = [
            unit("68", "Tỉnh Lâm Đồng"),
            unit("24937", "Xã Đạ Ròn"),
            unit("24931", "Thị trấn Thạnh Mỹ"),
            unit("1", "Phường 1"),
            unit("2", "Xã Tân Hà"),
            unit("3", "Xã Tân Hà"),
        ];
        for (typed, code) in [
            ("24937", "24937"),
            (" Xã Đạ Ròn (24937) ", "24937"),
            ("Xã Đạ Ròn", "24937"),
            ("xa da ron", "24937"),
            ("đạ ròn", "24937"),
            ("thanh my", "24931"),
            ("phường 1", "1"),
            ("Xã Tân Hà (3)", "3"),
            ("lâm đồng", "68"),
        ] {
            assert_eq!(read_unit(typed, &units).map(|unit| unit.code.as_str()), Ok(code), "{typed}");
        }
        for unit in &units {
            assert_eq!(read_unit(&offered(unit), &units), Ok(unit));
        }
        for typed in ["", "Xã", "da", "24938", "Xã Đạ Ròn (99)"] {
            assert_eq!(read_unit(typed, &units), Err(TypedUnitFault::NoSuch { typed: typed.into() }));
        }
        let both =
            TypedUnitFault::Several { typed: "tân hà".into(), units: "Xã Tân Hà (2), Xã Tân Hà (3)".into() };
        assert_eq!(read_unit("tân hà", &units), Err(both));
    }
}
