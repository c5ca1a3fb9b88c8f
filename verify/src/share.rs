//! Shares in a hundred, as they are written.

/// `part` of `whole` in a hundred: two decimals, half up, and more where it would else look like nothing or like the
/// whole. Of nothing there is no share.
pub fn share(part: i128, whole: i128) -> Option<String> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let scaled = part.checked_mul(100)?;
    let (mut cut, mut left) = (scaled / whole, scaled % whole);
    let mut one: i128 = 1;
    for decimals in 1.. {
        let next = left.checked_mul(10)?;
        cut = cut.checked_mul(10)?.checked_add(next / whole)?;
        left = next % whole;
        one = one.checked_mul(10)?;
        let rounded = cut.checked_add(i128::from(left >= whole - left))?;
        let misleads = (rounded == 0 && part != 0) || (rounded == one.checked_mul(100)? && part != whole);
        if decimals >= 2 && !misleads {
            return Some(format!("{}.{:0decimals$}", rounded / one, rounded % one));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written() {
        for (part, whole, text) in [
            (0, 7, "0.00"),
            (7, 7, "100.00"),
            (1, 3, "33.33"),
            (2, 3, "66.67"),
            (1, 8, "12.50"),
            (1, 800, "0.13"),
            (1, 16_000, "0.01"),
            (1, 20_000, "0.01"),
            (1, 20_001, "0.005"),
            (1, 200_000, "0.001"),
            (1, 1_000_000, "0.0001"),
            (19_999, 20_000, "99.995"),
            (19_998, 20_000, "99.99"),
            (99_999, 100_000, "99.999"),
            (999_999, 1_000_000, "99.9999"),
            (1_999_999, 2_000_000, "99.99995"),
            (100_001, 100_000, "100.001"),
            (3, 2, "150.00"),
        ] {
            assert_eq!(share(part, whole).as_deref(), Some(text), "{part} of {whole}");
        }
        assert_eq!(share(0, 0), None);
        assert_eq!(share(5, 0), None);
    }

    #[test]
    fn huge_numbers_do_no_harm() {
        let most = i128::from(u64::MAX);
        assert_eq!(share(most, most).as_deref(), Some("100.00"));
        assert!(share(1, most).unwrap().starts_with("0.00000"));
        assert!(share(most - 1, most).unwrap().starts_with("99.99999"));
        assert!(share(most, 1).is_some());
        assert_eq!(share(i128::MAX, 2), None);
    }
}
