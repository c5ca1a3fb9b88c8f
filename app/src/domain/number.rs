//! Counts as people write them (*số lượng*), read the same way wherever one comes in.

use crate::messages;

messages! {
    /// Why what was written is not taken as a count.
    pub enum CountFault {
        /// It is no number, or one that is below nought or beyond all counting.
        Unreadable { typed: String } = "count-unreadable",
        /// It has a fraction, or its thousands are not three digits each.
        NotWhole { typed: String } = "count-not-whole",
    }
}

/// Reads a count: digits, with a dot, a comma or a blank between thousands, and a fraction that is nought. What could be
/// read two ways is not read: `1.650` is one thousand six hundred and fifty, `1.65` is refused.
///
/// ```
/// use app::domain::number::read_count;
/// assert_eq!(read_count("1.650"), Ok(1_650));
/// assert_eq!(read_count("165,0"), Ok(165));
/// assert!(read_count("16.5").is_err());
/// ```
///
/// # Errors
///
/// Whatever is no whole number from nought up.
pub fn read_count(typed: &str) -> Result<u64, CountFault> {
    let typed = typed.trim();
    let unreadable = || CountFault::Unreadable { typed: typed.to_owned() };
    let not_whole = || CountFault::NotWhole { typed: typed.to_owned() };
    // Blanks of every width are blanks.
    let text: String = typed.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split(['.', ',', ' ']).collect();
    if !parts.iter().all(is_digits) {
        return Err(unreadable());
    }
    let mut signs: Vec<char> = text.chars().filter(|sign| !sign.is_ascii_digit()).collect();
    let mut groups = &parts[..];
    // A last part of one or two digits is a fraction: thousands have three.
    let last = parts[parts.len() - 1];
    if matches!(signs.last(), Some('.' | ',')) && last.len() != 3 {
        let sign = signs.pop();
        if last.len() > 2 || last.bytes().any(|byte| byte != b'0') || signs.iter().any(|other| Some(*other) == sign) {
            return Err(not_whole());
        }
        groups = &parts[..parts.len() - 1];
    }
    let is_grouped = groups.len() == 1
        || (matches!(groups[0].len(), 1..=3)
            && !groups[0].starts_with('0')
            && groups[1..].iter().all(|g| g.len() == 3));
    if !is_grouped || signs.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(not_whole());
    }
    groups.concat().parse().map_err(|_| unreadable())
}

/// A count with a mark between its thousands: `1.278`.
pub fn grouped(number: u64, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// Reads a number of at most two decimals as hundredths: `46,35` is 4.635 of them. Thousands are read as in a count.
///
/// ```
/// use app::domain::number::read_hundredths;
/// assert_eq!(read_hundredths("46,3"), Ok(4_630));
/// assert_eq!(read_hundredths("1.650,25"), Ok(165_025));
/// assert_eq!(read_hundredths("1.650"), Ok(165_000));
/// assert!(read_hundredths("46,3,5").is_err());
/// ```
///
/// # Errors
///
/// Whatever is no number from nought up.
pub fn read_hundredths(typed: &str) -> Result<u64, CountFault> {
    let typed = typed.trim();
    let unreadable = || CountFault::Unreadable { typed: typed.to_owned() };
    let split = typed.rfind(['.', ',']).map(|at| (&typed[..at], &typed[at..=at], &typed[at + 1..]));
    let fraction = split.filter(|(_, _, rest)| matches!(rest.len(), 1..=2) && rest.bytes().all(|b| b.is_ascii_digit()));
    let (whole, rest) = match fraction {
        Some((whole, sign, _)) if whole.contains(sign) => return Err(unreadable()),
        Some((whole, _, rest)) => (whole, format!("{rest:0<2}").parse().map_err(|_| unreadable())?),
        None => (typed, 0),
    };
    let whole = read_count(whole)?.checked_mul(100).filter(|hundredths| i64::try_from(*hundredths).is_ok());
    whole.and_then(|whole| whole.checked_add(rest)).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(typed: &str) -> std::borrow::Cow<'static, str> {
        crate::message::Message::from(read_count(typed).expect_err("no count")).key
    }

    #[test]
    fn thousands_may_be_set_apart_and_a_fraction_of_nought_may_follow() {
        for typed in ["1650", "1.650", "1,650", "1 650", "1\u{a0}650", "1\u{202f}650", "1650.0", "1.650,00", "1,650.0"]
        {
            assert_eq!(read_count(typed), Ok(1_650), "{typed}");
        }
        assert_eq!(read_count("12.345.678"), Ok(12_345_678));
        assert_eq!((read_count("0"), read_count("007"), read_count(" 5 ")), (Ok(0), Ok(7), Ok(5)));
    }

    #[test]
    fn what_could_be_read_two_ways_is_not_read() {
        for typed in ["1.65", "16.5", "165.5", "1.6500", "0.650", "1.650.0", "1,650 000", "1234.567", "1.650,000"] {
            assert_eq!(key(typed), "count-not-whole", "{typed}");
        }
        for typed in ["", " ", "-5", "+5", "hai", "1..650", ".5", "5.", "1e3", "٣", "18446744073709551616"] {
            assert_eq!(key(typed), "count-unreadable", "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_count_is_never_read_as_another(number: u64, fraction in 1_u64..100) {
            let plain = number.to_string();
            let grouped = grouped(number, '.');
            prop_assert_eq!(read_count(&plain), Ok(number));
            prop_assert_eq!(read_count(&grouped), Ok(number));
            let with_fraction = format!("{number}.{fraction}");
            prop_assert!(read_count(&with_fraction).is_err());
        }
    }
}
