//! What handlers take of a request besides its address: who asks, the query, the application.

use crate::domain::collection::audit_slip::SendingCode;
use crate::domain::collection::receipt::Receipt;
use crate::domain::day::read_day;
use crate::error::ErrorPage;
use crate::forms::PostedForm;
use crate::i18n::Lang;
use crate::ports::common::Actor;
use crate::ports::sessions::{Account, DeviceMark, Token};
use crate::received::received;
use crate::routes::LANGUAGE;
use crate::state::AppState;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use chrono::NaiveDate;
use http::request::Parts;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// Who is asking, as looked up with this very request.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    account: Arc<Account>,
    idempotency_key: Option<Uuid>,
}

impl CurrentUser {
    /// Somebody who is signed in; the server puts it into the request's extensions.
    pub fn new(account: Account) -> Self {
        Self { account: Arc::new(account), idempotency_key: None }
    }

    /// The account, for what stands around a page.
    pub fn account(&self) -> Arc<Account> {
        Arc::clone(&self.account)
    }

    /// A key for what a form begins: the same for every sending of the same form by the same person, and nobody else's.
    /// A form without a key of its own gets `fresh`.
    pub fn key_of_form(&self, fresh: Uuid) -> Uuid {
        let Some(form) = self.idempotency_key else { return fresh };
        let digest = Sha256::new().chain_update(self.account.id).chain_update(form).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// Who asks a port; with the key of the form that was sent, so that it is acted on once.
    pub fn actor(&self) -> Actor {
        Actor::Account { id: self.account.id, idempotency_key: self.idempotency_key }
    }
}

impl Deref for CurrentUser {
    type Target = Account;

    fn deref(&self) -> &Account {
        &self.account
    }
}

/// What is known of a ballot that was sent from this browser just before.
#[derive(Clone, Copy, Debug)]
pub struct GivenReceipt {
    /// Its receipt.
    pub receipt: Receipt,
    /// The code of the sending.
    pub sending: SendingCode,
}

impl<S: Sync> OptionalFromRequestParts<S> for GivenReceipt {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().copied())
    }
}

impl<S: Sync> FromRequestParts<S> for CurrentUser {
    type Rejection = ErrorPage;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ErrorPage> {
        let user = parts.extensions.get::<Self>().cloned().ok_or(ErrorPage::SessionOver)?;
        let idempotency_key = parts.extensions.get::<Arc<PostedForm>>().and_then(|form| form.idempotency_key());
        Ok(Self { idempotency_key, ..user })
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for CurrentUser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// What the browser keeps of a session; the server puts it into the request's extensions.
#[derive(Clone, Debug)]
pub struct SessionToken(pub Token);

impl<S: Sync> FromRequestParts<S> for SessionToken {
    type Rejection = ErrorPage;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ErrorPage> {
        parts.extensions.get::<Self>().cloned().ok_or(ErrorPage::SessionOver)
    }
}

/// Where a request comes from, for slowing down whoever guesses; never logged, and kept as a keyed hash only.
#[derive(Clone, Debug, Default)]
pub struct ClientAddress(pub String);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The signs of devices that a browser brings; the server puts them into the request's extensions.
#[derive(Clone, Debug, Default)]
pub struct KnownDevices(pub Vec<DeviceMark>);

impl<S: Sync> FromRequestParts<S> for KnownDevices {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// What an address asks for behind its question mark.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// What a request asks for.
    pub fn of(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self(pairs.map(|(name, value)| (received(&name), received(&value))).collect())
    }

    /// The language it asks for; Vietnamese if it names none.
    pub fn language(&self) -> Lang {
        Lang::from_tag(self.get(LANGUAGE))
    }

    /// The value of a name; empty if it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The day of a name, if it is one, as people write it.
    pub fn day(&self, name: &str) -> Option<NaiveDate> {
        read_day(self.get(name)).ok()
    }

    /// The value of a name, if it is one.
    pub fn parse<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// The language an address asks for.
impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Query::of(parts).language())
    }
}

impl FromRequestParts<Self> for AppState {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &Self) -> Result<Self, Infallible> {
        Ok(state.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        let request = http::Request::get(format!("/ket-qua?{text}")).body(()).expect("a request");
        Query::of(&request.into_parts().0)
    }

    #[test]
    fn a_day_of_an_address_is_read_as_it_is_read_in_forms_and_files() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30);
        for written in ["2026-06-30", "30/6/2026", "30%2F06%2F2026", "30-6-2026", "30.6.2026"] {
            assert_eq!(query(&format!("ngay={written}")).day("ngay"), day, "{written}");
        }
        for none in ["", "ngay=", "ngay=0026-06-30", "ngay=30/6/26", "ngay=31/6/2026", "ngay=%2B2026-06-30", "ngay=mai"]
        {
            assert_eq!(query(none).day("ngay"), None, "{none}");
        }
    }
}
