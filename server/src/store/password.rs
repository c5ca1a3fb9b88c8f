//! Passwords: argon2id, a few at a time, never on a thread that serves pages.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

/// How many are worked out at once: each takes 19 MiB.
static AT_ONCE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(4)));

/// What a wrong login is compared with, so that it takes as long as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Memory in KiB, passes, lanes: what OWASP advises for argon2id.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A password in the form in which it is hashed: some phones type `ế` in one piece, some in three (RFC 8265, 4.2).
fn in_one_form(password: &str) -> String {
    password.nfc().collect()
}

fn hash_now(password: &str) -> Option<String> {
    argon2().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// Works out what is kept of a password; `None` only where there is no memory left.
pub async fn hash(password: &str) -> Option<String> {
    let password = in_one_form(password);
    apart(move || hash_now(&password)).await.flatten()
}

/// Whether this is the password that was kept; `None` stands for nobody's, takes as long and never agrees.
pub async fn agrees(kept: Option<&str>, password: &str) -> bool {
    let (kept, password) = (kept.map(ToOwned::to_owned), in_one_form(password));
    let compare = move || {
        // Whoever is first waits for it, with a login that is known or not.
        let nobody = &*NOBODY;
        let hash = kept.as_deref().unwrap_or(nobody);
        let same =
            PasswordHash::new(hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        same && kept.is_some()
    };
    apart(compare).await.unwrap_or(false)
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _permit = Arc::clone(&AT_ONCE).acquire_owned().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_agrees_with_what_was_kept_of_it_and_with_nothing_else() {
        let kept = hash("con trâu đi trước").await.expect("memory");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(agrees(Some(&kept), "con trâu đi trước").await);
        assert!(!agrees(Some(&kept), "con trâu đi sau").await);
        let in_pieces: String = "con trâu đi trước".nfd().collect();
        assert!(agrees(Some(&kept), &in_pieces).await, "typed with letters in pieces");
        assert!(agrees(Some(&hash(&in_pieces).await.expect("memory")), "con trâu đi trước").await);
        assert!(!agrees(None, "nobody has this password").await);
        assert!(!agrees(Some("not a hash"), "con trâu").await);
    }
}
