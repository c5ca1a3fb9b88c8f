//! What waits on the device (IndexedDB): sealed, so that whoever opens it there reads no answer.

use idb::{Database, DatabaseEvent as _, Error, Factory, ObjectStoreParams, Transaction, TransactionMode};
use leptos::wasm_bindgen::JsValue;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const DATABASE: &str = "ydan";
const STORE: &str = "typed-ballots";

/// A ballot on the shelf.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Shelved {
    /// Its sending.
    pub(super) id: Uuid,
    /// The batch.
    pub(super) batch: Uuid,
    /// Who typed it.
    pub(super) account: Uuid,
    /// The number of its slip, to be told what waits; none where a code was typed, which is a secret.
    pub(super) serial: Option<u64>,
    /// Whether it is not whole yet.
    pub(super) is_draft: bool,
    /// What was typed, in hexadecimal digits.
    pub(super) sealed: String,
}

/// Where ballots wait.
pub(super) struct Shelf(Database);

impl Shelf {
    /// Opens it; browsers that keep nothing refuse.
    pub(super) async fn open() -> Result<Self, Error> {
        let mut request = Factory::new()?.open(DATABASE, Some(1))?;
        request.on_upgrade_needed(|event| {
            // Where it cannot be made, opening fails.
            let _ = event.database().map(|database| database.create_object_store(STORE, ObjectStoreParams::new()));
        });
        Ok(Self(request.await?))
    }

    /// Puts a ballot there; it lies there once this is done.
    pub(super) async fn put(&self, ballot: &Shelved) -> Result<(), Error> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let text = serde_json::to_string(ballot).unwrap_or_default();
        let store = transaction.object_store(STORE)?;
        store.put(&text.into(), Some(&key(ballot.id)))?.await?;
        committed(transaction).await
    }

    /// Takes a ballot away.
    pub(super) async fn take(&self, id: Uuid) -> Result<(), Error> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        transaction.object_store(STORE)?.delete(key(id))?.await?;
        committed(transaction).await
    }

    /// Says whether a ballot lies there.
    pub(super) async fn has(&self, id: Uuid) -> Result<bool, Error> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        Ok(transaction.object_store(STORE)?.get(key(id))?.await?.is_some())
    }

    /// Everything that lies there, whoever typed it.
    pub(super) async fn all(&self) -> Result<Vec<Shelved>, Error> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let found = transaction.object_store(STORE)?.get_all(None, None)?.await?;
        Ok(found.iter().filter_map(|text| serde_json::from_str(&text.as_string()?).ok()).collect())
    }
}

/// Waits until it is written: one that the browser breaks off, for want of room, is not.
async fn committed(transaction: Transaction) -> Result<(), Error> {
    if transaction.await?.is_committed() { Ok(()) } else { Err(Error::TransactionCommitError(JsValue::NULL)) }
}

fn key(id: Uuid) -> JsValue {
    id.to_string().into()
}
