//! The key of an installation, and where it is kept: outside the database, so that a copy of the database alone is of no use.
//!
//! A code in clear exists on paper only: what is kept is HMAC-SHA-256 of it, and nobody without the key can try codes out.
//! Under the key lie sealed as well the keys of ballot boxes and of batches of paper and the secrets of the second factor, and
//! every link of the audit log's chain is made with it.

use crate::store::db::{Db, StoreError};
use crate::store::settings::{put_setting, setting};
use app::domain::collection::audit_slip::SendingCode;
use app::domain::collection::code::Code;
use app::domain::collection::key_parts::check_word;
use app::domain::collection::receipt::Receipt;
use app::domain::collection::sealed_ballot::OpeningKey;
use app::i18n::{Lang, say};
use app::ports::sessions::DeviceMark;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use std::io::{self, Write as _};
use std::path::Path;
use uuid::Uuid;

app::messages! {
    /// Why a key does not open the store; for whoever runs commands.
    pub enum KeyFault {
        /// The file holds something else.
        NotHexadecimal = "key-not-hexadecimal",
        /// Codes were issued with another one.
        Another = "key-another",
    }
}

/// The setting that says which key the database goes with.
const FINGERPRINT: &str = "installation_key";

/// What sealed text begins with.
const SEALED: &str = "1:";

/// The key of one installation.
#[derive(Clone)]
pub struct InstallationKey([u8; 32]);

impl std::fmt::Debug for InstallationKey {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("InstallationKey(…)")
    }
}

impl InstallationKey {
    /// Takes a key as it is.
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Reads a key written as 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).ok()?;
        Some(Self(key))
    }

    /// Reads the key file, or makes it with a new key that only its owner may read.
    pub fn from_file(path: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_hex(&text).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, say(Lang::Vi, &KeyFault::NotHexadecimal.into()))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    /// Makes the file, whole or not at all; of two who make it at once the later one reads the other's.
    fn make(path: &Path) -> io::Result<Self> {
        let key: [u8; 32] = rand::random();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Such a file is its owner's alone.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        writeln!(file, "{}", hex::encode(key))?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(path) {
            Ok(_) => Ok(Self(key)),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Self::from_file(path),
            Err(error) => Err(error.error),
        }
    }

    /// Whether something in the database was hashed with a key already.
    pub async fn is_known_to(db: &Db) -> Result<bool, StoreError> {
        Ok(setting(&mut db.read().await?, FINGERPRINT).await?.is_some())
    }

    /// What is kept of a code.
    pub fn hash(&self, code: &Code) -> Vec<u8> {
        self.tag("code", &[code.compact().as_bytes()]).to_vec()
    }

    /// What tells a code from others on a household's own phone: it leads neither to the code nor to what is kept of it.
    pub fn draft_mark(&self, code: &Code) -> String {
        hex::encode(&self.tag("draft", &[code.compact().as_bytes()])[..16])
    }

    /// What proves that a ballot was sent from a page, given its idempotency key. That one may be anybody's: over plain http a
    /// page of somebody else can open a ballot with a key of its own.
    pub fn sending(&self, idempotency_key: Uuid, code: &Code) -> SendingCode {
        let tag = self.tag("sending", &[idempotency_key.as_bytes(), code.compact().as_bytes()]);
        SendingCode(Uuid::from_u128(u128::from_be_bytes(std::array::from_fn(|at| tag[at]))))
    }

    /// What is kept of the sending that spent a slip.
    pub fn spent_from_page(&self, sending: SendingCode) -> Vec<u8> {
        self.tag("page", &[sending.0.as_bytes()]).to_vec()
    }

    /// What a slip that is keyed in is known by in its batch, given the hash of its code.
    pub fn paper_mark(&self, batch: Uuid, hash: &[u8]) -> Vec<u8> {
        self.tag("paper mark", &[batch.as_bytes(), hash]).to_vec()
    }

    /// What is kept of the batch that a slip was spent from. It is not its mark: nothing in the database leads from one to the
    /// other.
    pub fn spent_from_batch(&self, batch: Uuid, hash: &[u8]) -> Vec<u8> {
        self.tag("batch", &[batch.as_bytes(), hash]).to_vec()
    }

    /// What shows that an audit slip was handed in here, and that nobody changed whose it is.
    pub(super) fn audit_slip_mark(
        &self,
        id: Uuid,
        round: Uuid,
        hamlet: Uuid,
        slip: &[u8],
        receipt: &Receipt,
    ) -> Vec<u8> {
        let ids = [id, round, hamlet].map(Uuid::into_bytes).concat();
        self.tag("audit slip", &[&ids, slip, receipt.compact().as_bytes()]).to_vec()
    }

    /// The key of a trial, whose data are no part of this installation.
    pub(super) fn of_trial(&self, token: &str) -> Self {
        Self(self.tag_of("trial", &[token]))
    }

    /// The password of everybody who is made up in this installation; nobody types it.
    pub fn made_up_password(&self) -> String {
        hex::encode(self.tag("made-up password", &[]))
    }

    /// The receipt of a household that answers by itself: known to its page alone, whose sending nobody keeps.
    pub fn receipt(&self, sending: SendingCode, code: &Code) -> Receipt {
        Receipt::of(&self.tag("receipt", &[sending.0.as_bytes(), code.compact().as_bytes()]))
    }

    /// The receipt of a ballot on paper, of the key of its batch: once that is destroyed nothing leads to it.
    pub(super) fn paper_receipt(&self, paper_mark: &[u8]) -> Receipt {
        Receipt::of(&self.tag("paper receipt", &[paper_mark]))
    }

    /// The key of what is typed of paper ballots while it waits in a browser; taken of the key of its batch it is destroyed with it.
    pub(super) fn typed_ballots(&self) -> OpeningKey {
        OpeningKey::of(self.tag("typed ballots", &[]))
    }

    /// What is written on a pile of paper that two people key, so that the second one shows that they hold it.
    pub(super) fn check_words_of_pile(&self, batch: Uuid) -> String {
        let words = ["pile", "pile again"].map(|what| check_word(&self.tag(what, &[batch.as_bytes()])));
        words.join("-")
    }

    /// Seals what was keyed for a slip, so that the database alone does not say what it answered: PostgreSQL stamps the
    /// row of the slip and the row of what was keyed with the same transaction.
    pub fn seal(&self, mark: &[u8], text: &str) -> Option<String> {
        let nonce: [u8; 24] = rand::random();
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: mark });
        Some(format!("{SEALED}{}", hex::encode([nonce.as_slice(), &sealed.ok()?].concat())))
    }

    /// Seals a text that is at most so many bytes long as if it were so long, spaces at its end.
    pub fn seal_padded(&self, mark: &[u8], mut text: String, length: usize) -> Option<String> {
        let missing = length.checked_sub(text.len())?;
        text.push_str(&" ".repeat(missing));
        self.seal(mark, &text)
    }

    /// Opens what was sealed.
    pub fn unseal(&self, mark: &[u8], sealed: &str) -> Option<String> {
        let bytes = hex::decode(sealed.strip_prefix(SEALED)?).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(24)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        let text = self.cipher().decrypt(&nonce, Payload { msg: sealed, aad: mark }).ok()?;
        String::from_utf8(text).ok()
    }

    /// Seals the 32 bytes of another key.
    pub(super) fn wrap(&self, mark: &[u8], key: &[u8; 32]) -> Result<String, StoreError> {
        self.seal(mark, &hex::encode(key)).ok_or(StoreError::Machine("a key was not sealed"))
    }

    /// Opens a key that was sealed; none if it was not sealed with this one under this mark.
    pub(super) fn unwrap(&self, mark: &[u8], sealed: &str) -> Option<[u8; 32]> {
        let mut key = [0; 32];
        hex::decode_to_slice(self.unseal(mark, sealed)?, &mut key).ok()?;
        Some(key)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        // A key of its own: what codes are hashed with encrypts nothing.
        XChaCha20Poly1305::new(&self.tag("seal", &[]).into())
    }

    /// What is kept of a browser's token.
    pub fn token(&self, token: &app::ports::sessions::Token) -> Vec<u8> {
        self.tag("token", &[token.0.as_bytes()]).to_vec()
    }

    /// What wrong passwords are counted under.
    pub(super) fn count_of(&self, what: &str, of: &[&str]) -> Vec<u8> {
        self.tag_of("count", &[&[what], of].concat()).to_vec()
    }

    /// A sign for a device on which somebody signed in: the name of its cookie and what is in it. It lets nobody in.
    pub(super) fn device(&self, login: &str) -> DeviceMark {
        let nonce: [u8; 16] = rand::random();
        self.device_with(login, &hex::encode(nonce))
    }

    /// What tells the device apart, if one of the signs it brings is for this login.
    pub(super) fn known_device(&self, login: &str, marks: &[DeviceMark]) -> Option<String> {
        let own = marks.iter().find(|mark| {
            let nonce = mark.value.split_once('.').map_or("", |(nonce, _)| nonce);
            // Both are made with the key: whoever compares byte by byte learns nothing that helps.
            nonce.len() == 32 && self.device_with(login, nonce) == **mark
        })?;
        own.value.split_once('.').map(|(nonce, _)| nonce.to_owned())
    }

    fn device_with(&self, login: &str, nonce: &str) -> DeviceMark {
        let name = hex::encode(&self.tag_of("device name", &[login])[..4]);
        let proof = hex::encode(self.tag_of("device", &[login, nonce]));
        DeviceMark { name, value: format!("{nonce}.{proof}") }
    }

    /// What a line of the audit log ends with: it depends on all lines before it.
    pub(super) fn audit_link(&self, before: &[u8], said: &[&str]) -> Vec<u8> {
        let before = hex::encode(before);
        let parts: Vec<&str> = std::iter::once(before.as_str()).chain(said.iter().copied()).collect();
        self.tag_of("audit", &parts).to_vec()
    }

    /// What the end of the audit log is sealed with, so that it cannot be put back to an earlier line.
    pub(super) fn audit_seal(&self, no: i64, link: &[u8]) -> Vec<u8> {
        self.tag_of("audit end", &[&no.to_string(), &hex::encode(link)]).to_vec()
    }

    fn tag_of(&self, what: &str, parts: &[&str]) -> [u8; 32] {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        self.tag(what, &parts)
    }

    /// A keyed hash. What it is for and each part go in with their lengths: nothing that somebody sends for one purpose is hashed
    /// to what stands for another.
    fn tag(&self, what: &str, parts: &[&[u8]]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(&self.0).expect("any length");
        for part in std::iter::once(what.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&part.len().to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Keeps a fingerprint of the key on first use and compares it afterwards.
    pub(super) async fn agrees_with(&self, db: &Db) -> Result<(), StoreError> {
        let fingerprint = hex::encode(&self.tag("fingerprint", &[])[..8]);
        let mut kept = setting(&mut db.read().await?, FINGERPRINT).await?;
        if kept.is_none() {
            let mut tx = db.begin().await?;
            put_setting(&mut tx, FINGERPRINT, &fingerprint).await?;
            kept = setting(&mut tx, FINGERPRINT).await?;
            tx.commit().await?;
        }
        if kept == Some(fingerprint) {
            return Ok(());
        }
        Err(StoreError::Key(say(Lang::Vi, &KeyFault::Another.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_for_the_same_slip_only() {
        let key = InstallationKey::new([7; 32]);
        let sealed = key.seal(b"slip", "ssu\n3 nước đục").expect("sealed");
        assert!(!sealed.contains("ssu") && sealed != key.seal(b"slip", "ssu\n3 nước đục").expect("sealed"));
        assert_eq!(key.unseal(b"slip", &sealed).as_deref(), Some("ssu\n3 nước đục"));
        assert_eq!(key.unseal(b"other", &sealed), None);
        assert_eq!(InstallationKey::new([8; 32]).unseal(b"slip", &sealed), None);
        assert_eq!(key.unseal(b"slip", "ssu"), None);
    }

    /// A cookie that read "seal" once had the key that seals everything sent to the database.
    #[test]
    fn nothing_that_somebody_sends_is_hashed_to_what_stands_for_another_purpose() {
        let key = InstallationKey::new([7; 32]);
        let token = |text: &str| key.token(&app::ports::sessions::Token(text.to_owned()));
        let sealing = key.tag("seal", &[]);
        for sent in ["seal", "\0\0\0\0\0\0\0\u{4}seal", "fingerprint", ""] {
            assert_ne!(token(sent), sealing, "{sent:?}");
        }
        let code = Code::draw(rand::random::<u8>);
        let page = Uuid::from_slice(code.compact().as_bytes()).expect("sixteen bytes");
        assert_ne!(key.hash(&code), key.spent_from_page(SendingCode(page)));
        assert_ne!(key.hash(&code), token(&code.compact()));
    }

    #[test]
    fn a_device_is_known_for_the_login_that_signed_in_on_it_and_no_other() {
        let key = InstallationKey::new([7; 32]);
        let marks = [key.device("lan"), key.device("hoa")];
        assert!(key.known_device("hoa", &marks).is_some_and(|device| marks[1].value.starts_with(&device)));
        assert_eq!(key.known_device("mai", &marks), None);
        assert_eq!(InstallationKey::new([8; 32]).known_device("hoa", &marks), None);
        let forged = DeviceMark { value: marks[0].value.clone(), ..marks[1].clone() };
        assert_eq!(key.known_device("hoa", &[forged]), None);
        assert_ne!(key.device("hoa"), marks[1], "each device has its own");
    }

    #[test]
    fn keys_that_are_made_at_once_are_one_key() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("key");
            let ready = std::sync::Barrier::new(8);
            let made = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8)
                    .map(|_| {
                        scope.spawn(|| {
                            ready.wait();
                            InstallationKey::from_file(&path).map(|key| key.0)
                        })
                    })
                    .collect();
                threads.into_iter().map(|one| one.join().expect("a thread")).collect::<Vec<_>>()
            });
            let kept = InstallationKey::from_file(&path).expect("a key").0;
            assert!(
                made.into_iter().all(|key| key.is_ok_and(|key| key == kept)),
                "whoever is later reads what is there"
            );
        }
    }
}
