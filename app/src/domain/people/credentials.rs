//! Logins and passwords of people with accounts.

use crate::domain::units::in_a_sentence::bare_name;
use crate::domain::units::search_key::search_key;
use crate::messages;
use std::collections::BTreeSet;

/// The fewest characters of a password. Length protects; rules about digits and signs only annoy.
pub const SHORTEST_PASSWORD: usize = 10;
/// The most characters of a password.
const LONGEST_PASSWORD: usize = 200;
/// What is tried first by everybody who tries.
const GUESSED: [&str; 8] =
    ["1234567890", "0123456789", "0987654321", "matkhau", "password", "mattran", "lamdong", "qwertyuiop"];

messages! {
    /// Why a password or a login will not do.
    pub enum CredentialRefused {
        /// The password has too few characters.
        PasswordTooShort { least: usize } = "password-too-short",
        /// The password has too many characters.
        PasswordTooLong { most: usize } = "password-too-long",
        /// The password is one of those that are tried first, or holds the login.
        PasswordGuessed = "password-guessed",
        /// The password has too few different letters.
        PasswordMonotonous = "password-monotonous",
        /// The login is too short, too long, or not plain.
        LoginNotPlain = "login-not-plain",
    }
}

/// Why a password will not do; nothing if it will.
pub fn password_fault(password: &str, login: &str) -> Option<CredentialRefused> {
    let length = password.chars().count();
    let plain: String = search_key(password).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let distinct: BTreeSet<char> = plain.chars().collect();
    let is_guessed = |guess: &&str| plain.len() < guess.len() + 6 && plain.contains(*guess);
    if length < SHORTEST_PASSWORD {
        Some(CredentialRefused::PasswordTooShort { least: SHORTEST_PASSWORD })
    } else if length > LONGEST_PASSWORD {
        Some(CredentialRefused::PasswordTooLong { most: LONGEST_PASSWORD })
    } else if plain.contains(login) || GUESSED.iter().any(is_guessed) {
        Some(CredentialRefused::PasswordGuessed)
    } else if distinct.len() < 4 {
        Some(CredentialRefused::PasswordMonotonous)
    } else {
        None
    }
}

/// Why a login will not do; nothing if it will.
pub fn login_fault(login: &str) -> Option<CredentialRefused> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    let is_plain = (2..=40).contains(&login.len()) && login.chars().all(fits);
    (!is_plain).then_some(CredentialRefused::LoginNotPlain)
}

/// The longest part of a given login.
const LONGEST_PART: usize = 18;

/// A login for somebody who has none yet, from the last syllable of the name and from the place, as people make theirs:
/// `hoa.daron`, and `hoa.daron2` where that is taken.
///
/// ```
/// use app::domain::people::credentials::given_login;
/// assert_eq!(given_login("Nguyễn Thị Hoa", "Xã Đạ Ròn", |login| login == "hoa.daron"), "hoa.daron2");
/// ```
pub fn given_login(name: &str, place: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = |text: &str| -> String {
        search_key(text).chars().filter(char::is_ascii_alphanumeric).take(LONGEST_PART).collect()
    };
    let parts = [plain(name.split_whitespace().last().unwrap_or_default()), plain(&bare_name(place))];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let login = if parts.is_empty() { "can.bo".to_owned() } else { parts.join(".") };
    let numbered = (2_u32..).map(|number| format!("{login}{number}"));
    std::iter::once(login.clone())
        .chain(numbered)
        .find(|login| login_fault(login).is_none() && !is_taken(login))
        .unwrap_or(login)
}

/// How many seconds to wait after so many wrong passwords in a row. A few slips cost nothing; guessing costs a minute
/// each, and nobody is ever locked out.
pub const fn wait_after(failures: u32) -> i64 {
    match failures {
        0..=3 => 0,
        4..=8 => 1 << (failures - 3),
        _ => 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_login_is_the_name_and_the_place_in_plain_letters() {
        for (name, place, login) in [
            ("Nguyễn Thị Hoa", "Xã Đạ Ròn", "hoa.daron"),
            ("K’ Brơi", "Xã Đưng K’Nớ", "broi.dungkno"),
            ("Đào", "Phường 1", "dao.phuong1"),
            ("Nguyễn Văn Á", "", "a2"),
            ("李", "漢", "can.bo"),
            (&"Hà".repeat(50), &"Đạ Ròn ".repeat(20), "hahahahahahahahaha.darondarondarondar"),
        ] {
            let given = given_login(name, place, |_| false);
            assert_eq!((given.as_str(), login_fault(&given)), (login, None), "{name} {place}");
        }
        let taken = ["hoa.daron", "hoa.daron2"];
        assert_eq!(given_login("Hoa", "Xã Đạ Ròn", |login| taken.contains(&login)), "hoa.daron3");
    }

    #[test]
    fn passwords_that_are_guessed_first_are_refused() {
        for bad in ["ngắn", "1234567890", "Mặt trận 1", "matkhau2024", "aaaaaaaaaaaa", "xa.daron.2026"] {
            assert!(password_fault(bad, "daron").is_some(), "{bad}");
        }
        assert_eq!(password_fault("con trâu đi trước", "daron"), None);
        assert_eq!(password_fault("K7M4-T9XC-R3HQ", "daron"), None);
    }

    #[test]
    fn waiting_grows_and_ends_at_a_minute() {
        assert_eq!([0, 3, 4, 5, 8, 9, 1_000].map(wait_after), [0, 0, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn a_login_is_plain() {
        assert_eq!(login_fault("ubmt.da-ron"), None);
        assert!(["a", "Đạ Ròn", "Hoa", "a b c", ""].iter().all(|login| login_fault(login).is_some()));
    }
}
