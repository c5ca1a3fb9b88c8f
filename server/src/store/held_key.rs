//! Keys that holders have in parts (*người giữ khóa*): what is kept of them, for a plan and for the round that it becomes.

use crate::store::db::StoreError;
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_optional};
use app::domain::collection::key_letters::{HeldKey, KeyLetters};
use app::domain::collection::sealed_ballot::SealingKey;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What a key is for.
#[derive(Clone, Copy)]
pub(super) enum KeptFor {
    /// A plan whose letters are printed.
    Plan(Uuid),
    /// A round.
    Round(Uuid),
}

impl KeptFor {
    /// What the public key is sealed with besides: it belongs to these letters, and to a plan or a round.
    fn mark(self, letters: &str) -> Vec<u8> {
        let (of, id) = match self {
            Self::Plan(id) => (b"public plan ", id),
            Self::Round(id) => (b"public round", id),
        };
        [of.as_slice(), id.as_bytes(), &Sha256::digest(letters)].concat()
    }
}

/// Keeps a key that holders have, in place of the one there was.
pub(super) async fn keep_held(
    tx: &mut Tx,
    key: &InstallationKey,
    at: KeptFor,
    held: &HeldKey,
) -> Result<(), StoreError> {
    let letters = serde_json::to_string(&held.letters)?;
    let public = key.wrap(&at.mark(&letters), held.public.as_bytes())?;
    match at {
        KeptFor::Plan(plan) => {
            let sql = "insert into key_letters (plan_id, public, letters) values ($1, $2, $3)
                       on conflict (plan_id) do update set public = excluded.public, letters = excluded.letters";
            execute!(tx, sql, plan, &public, &letters)?;
        }
        KeptFor::Round(round) => {
            let sql = "insert into box_key (round_id, public, letters) values ($1, $2, $3)";
            execute!(tx, sql, round, &public, &letters)?;
        }
    }
    Ok(())
}

/// The key that holders have; none where the server keeps it, and once it is destroyed.
pub(super) async fn held_key(tx: &mut Tx, key: &InstallationKey, at: KeptFor) -> Result<Option<HeldKey>, StoreError> {
    let row: Option<(String, String)> = match at {
        KeptFor::Plan(plan) => {
            let sql = "select public, letters from key_letters where plan_id = $1";
            fetch_optional!(tx, sql, plan)?
        }
        KeptFor::Round(round) => {
            let sql = "select public, letters from box_key
                       where round_id = $1 and public is not null and letters is not null";
            fetch_optional!(tx, sql, round)?
        }
    };
    let Some((public, letters)) = row else { return Ok(None) };
    let public = key.unwrap(&at.mark(&letters), &public).and_then(|bytes| SealingKey::from_bytes(&bytes));
    let Some(public) = public else { return Err(StoreError::Word("box_key".into())) };
    Ok(Some(HeldKey { public, letters: serde_json::from_str(&letters)? }))
}

/// What is kept of the letters of those who hold a round's key, after it is destroyed too.
pub(super) async fn round_letters(tx: &mut Tx, round: Uuid) -> Result<Option<KeyLetters>, StoreError> {
    let sql = "select letters from box_key where round_id = $1 and letters is not null";
    let row: Option<(String,)> = fetch_optional!(tx, sql, round)?;
    Ok(row.map(|(letters,)| serde_json::from_str(&letters)).transpose()?)
}

/// Makes the letters of a plan void.
pub(super) async fn forget_letters(tx: &mut Tx, plan: Uuid) -> Result<(), StoreError> {
    execute!(tx, "delete from key_letters where plan_id = $1", plan)?;
    Ok(())
}
