//! What is asked of the server where paper is keyed in, and what it answers.

use super::batch::KeyedRow;
use crate::domain::collection::paper::TypedBallot;
use crate::domain::collection::sealed_typed::KeyedBy;
use crate::islands::call::CallFailed;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What became of a ballot that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sent {
    /// It is kept, durably.
    Kept {
        /// Its slip.
        row: KeyedRow,
        /// Whether it took the place of an earlier keying of the same slip.
        again: bool,
        /// Ballots of the batch keyed first and second.
        keyed: (u64, u64),
    },
    /// Its slip came in another way before; that is noted, and said.
    Noted(String),
    /// Somebody else is signed in: it waits for whoever typed it.
    Other,
    /// It is not taken: why, and what was typed, which the device may have forgotten.
    Refused {
        /// Why.
        why: String,
        /// What was typed; none if nothing opens it.
        typed: Option<TypedBallot>,
    },
    /// Nobody is signed in any more.
    SignedOut,
}

/// What became of taking a ballot out of the batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TakenOut {
    /// It is out, or was.
    Out {
        /// Ballots of the batch keyed first and second.
        keyed: (u64, u64),
    },
    /// It is not: why.
    Refused(String),
    /// Nobody is signed in any more, or somebody else.
    SignedOut,
}

/// What was typed before the browser ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsealed {
    /// It is there again.
    Typed(TypedBallot),
    /// It is somebody else's.
    Other,
    /// Nobody is signed in any more.
    SignedOut,
}

/// Sends a ballot.
#[server(prefix = "/lam-viec/goi", endpoint = "nhap-phieu", input = Json)]
pub(super) async fn send_ballot(by: KeyedBy, sending: Uuid, sealed: String) -> Result<Sent, CallFailed> {
    answering::send_ballot(by, sending, &sealed).await
}

/// Takes a ballot back that was kept.
#[server(prefix = "/lam-viec/goi", endpoint = "bo-phieu", input = Json)]
pub(super) async fn take_back(by: KeyedBy, sending: Uuid) -> Result<TakenOut, CallFailed> {
    answering::take_back(by, sending).await
}

/// Opens what was typed before the browser ended.
#[server(prefix = "/lam-viec/goi", endpoint = "mo-phieu", input = Json)]
pub(super) async fn unseal(by: KeyedBy, sealed: String) -> Result<Unsealed, CallFailed> {
    answering::unseal(by, &sealed).await
}

#[cfg(feature = "ssr")]
mod answering {
    use super::super::batch::KeyedRow;
    use super::super::words::KeyingRefused;
    use super::{Sent, TakenOut, Unsealed};
    use crate::domain::collection::sealed_typed::KeyedBy;
    use crate::domain::collection::slip::Slip;
    use crate::i18n::{Lang, say, t};
    use crate::islands::call::{CallFailed, caller, refusal};
    use crate::message::Message;
    use crate::ports::common::PortError;
    use crate::ports::paper::{Keying, Keystrokes};
    use uuid::Uuid;

    pub(super) async fn send_ballot(by: KeyedBy, sending: Uuid, sealed: &str) -> Result<Sent, CallFailed> {
        let Some((app, user)) = caller() else { return Ok(Sent::SignedOut) };
        if user.id != by.account {
            return Ok(Sent::Other);
        }
        let (actor, batch) = (user.actor(), by.batch);
        let refused = |why: Message| say(Lang::Vi, &why);
        let sealed = hex::decode(sealed).unwrap_or_default();
        let typed = match app.paper.open_typed(&actor, batch, &sealed).await {
            Ok(Some(typed)) => typed,
            Ok(None) => return Ok(Sent::Refused { why: refused(KeyingRefused::Unreadable.into()), typed: None }),
            Err(PortError::Missing) => {
                return Ok(Sent::Refused { why: refused(KeyingRefused::Gone.into()), typed: None });
            }
            Err(error) => return Ok(Sent::Refused { why: refusal(&app, error)?, typed: None }),
        };
        let Some(slip) = Slip::parse(&typed.slip) else {
            return Ok(Sent::Refused { why: refused(KeyingRefused::Slip.into()), typed: Some(typed) });
        };
        let (keys, reasons) = (typed.keys.clone(), typed.reasons.clone());
        let keyed = Keystrokes { slip, keys, reasons, again: typed.again, sending: Some(sending) };
        let why = match app.paper.key_in(&actor, batch, keyed).await {
            Ok(Keying::Kept(kept)) => {
                let row = KeyedRow { serial: kept.slip.serial, receipt: kept.slip.receipt.to_string() };
                return Ok(Sent::Kept { row, again: kept.again, keyed: kept.keyed });
            }
            Ok(Keying::Conflict(serial, kind)) => {
                let conflict = say(Lang::Vi, &kind.told(serial));
                return Ok(Sent::Noted(t!("batch-conflict-noted", conflict = conflict)));
            }
            Ok(Keying::Elsewhere(serial)) => refused(KeyingRefused::Elsewhere { serial: serial.to_string() }.into()),
            Ok(Keying::Already(serial)) => refused(KeyingRefused::Already { serial: serial.to_string() }.into()),
            Ok(Keying::Unknown) => refused(KeyingRefused::Unknown.into()),
            Ok(Keying::NoBallot(fault)) => refused(fault.into()),
            Err(error) => refusal(&app, error)?,
        };
        Ok(Sent::Refused { why, typed: Some(typed) })
    }

    pub(super) async fn take_back(by: KeyedBy, sending: Uuid) -> Result<TakenOut, CallFailed> {
        let Some((app, user)) = caller().filter(|(_, user)| user.id == by.account) else {
            return Ok(TakenOut::SignedOut);
        };
        match app.paper.take_back(&user.actor(), by.batch, sending, (app.now)()).await {
            Ok(keyed) => Ok(TakenOut::Out { keyed }),
            Err(error) => Ok(TakenOut::Refused(refusal(&app, error)?)),
        }
    }

    pub(super) async fn unseal(by: KeyedBy, sealed: &str) -> Result<Unsealed, CallFailed> {
        let Some((app, user)) = caller().filter(|(_, user)| user.id == by.account) else {
            return Ok(Unsealed::SignedOut);
        };
        let sealed = hex::decode(sealed).unwrap_or_default();
        match app.paper.open_typed(&user.actor(), by.batch, &sealed).await {
            Ok(typed) => Ok(typed.map_or(Unsealed::Other, Unsealed::Typed)),
            Err(error) => refusal(&app, error).map(|_| Unsealed::Other),
        }
    }
}
