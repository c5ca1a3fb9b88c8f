//! Issuing codes: one for each household, written down before they are kept.

use super::{Store, StoreError, Tx, broken, kept, on, rounds, tree};
use crate::store::authority::{Deed, Place, note, require};
use app::domain::collection::code::Code;
use app::domain::collection::round::State;
use app::domain::people::account::Power;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::slips::IssuedCode;
use app::ports::slips::WriteCodes;
use std::collections::HashMap;
use tree::RoundHamlet;
use uuid::Uuid;

/// How many codes go into one statement.
const AT_ONCE: usize = 500;

impl Store {
    pub(super) async fn issue_codes(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Option<&str>,
        write: WriteCodes<'_>,
        now: Now,
    ) -> Answer<u64> {
        let mut tx = self.db.write().await?;
        rounds::hold(&mut tx, id).await?;
        let (unit_id, round) = rounds::load(&mut tx, id).await?;
        rounds::expect_state(&round, State::Open)?;
        let communes = rounds::asked_communes(&mut tx, unit_id, &round).await?;
        for (commune, _) in &communes {
            rounds::add_hamlets(&mut tx, id, *commune).await?;
        }
        let names: HashMap<Uuid, &str> = communes.iter().map(|(id, unit)| (*id, unit.code.as_str())).collect();
        let counted_sql = "select hamlet_id from minutes where round_id = $1";
        let counted: Vec<Uuid> =
            on!(&mut tx, |conn| sqlx::query_scalar(counted_sql).bind(id).fetch_all(conn).await).map_err(broken)?;
        let mut hamlets = tree::hamlets(&mut tx, id).await?;
        hamlets.sort_by(|a, b| (names.get(&a.commune), &a.code).cmp(&(names.get(&b.commune), &b.code)));
        let fresh = choose(hamlets, hamlet, &names, &counted)?;
        let place = match (hamlet, fresh.as_slice()) {
            (Some(_), [one]) => Place::Hamlet(one.id),
            _ => Place::Unit(unit_id),
        };
        let who = require(&mut tx, by, Power::Issue, place).await?;

        let mut codes = Vec::new();
        let mut rows = Vec::new();
        for hamlet in &fresh {
            for serial in 1..=hamlet.households {
                let code = Code::draw(rand::random::<u8>);
                rows.push((self.key.hash(&code), hamlet.id, kept(serial)));
                codes.push(IssuedCode {
                    commune_code: names.get(&hamlet.commune).copied().unwrap_or_default().to_owned(),
                    hamlet_code: hamlet.code.clone(),
                    serial,
                    code,
                });
            }
        }
        insert_codes(&mut tx, id, rows, false).await?;
        for hamlet in &fresh {
            rounds::set_issued(&mut tx, id, hamlet.id, hamlet.households).await?;
        }
        write(&codes)
            .map_err(|error| PortError::Refused(format!("không ghi được tệp mã, chưa phát mã nào: {error}").into()))?;
        let detail = format!("{} mã, {} thôn", codes.len(), fresh.len());
        note(&mut tx, &who, Deed { round: Some(id), detail, ..Deed::new("Phát mã", Some(unit_id)) }, now).await?;
        tx.commit().await?;
        Ok(codes.len() as u64)
    }
}

/// Keeps new codes: hash, hamlet, number. A spare is good only once it is handed out.
pub(super) async fn insert_codes(
    tx: &mut Tx,
    round: Uuid,
    mut rows: Vec<(Vec<u8>, Uuid, i64)>,
    spare: bool,
) -> Result<(), StoreError> {
    // By hash: where rows lie in the order they came, that order must not be the order of the slips.
    rows.sort_unstable();
    let (state, life) = if spare { ("void", "spare") } else { ("fresh", "out") };
    for rows in rows.chunks(AT_ONCE) {
        on!(tx, |conn| {
            let mut insert =
                sqlx::QueryBuilder::new("insert into code (hash, round_id, hamlet_id, serial, state, life) ");
            insert.push_values(rows, |mut values, (hash, hamlet, serial)| {
                values.push_bind(hash).push_bind(round).push_bind(hamlet).push_bind(serial);
                values.push_bind(state).push_bind(life);
            });
            insert.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// The hamlets to issue codes for: those asked for that have none yet and whose paper is not counted.
fn choose(
    hamlets: Vec<RoundHamlet>,
    wanted: Option<&str>,
    communes: &HashMap<Uuid, &str>,
    counted: &[Uuid],
) -> Answer<Vec<RoundHamlet>> {
    let refuse = |text: String| Err(PortError::Refused(text.into()));
    let Some(wanted) = wanted else {
        let all = hamlets.len();
        let fresh: Vec<_> = hamlets.into_iter().filter(|h| h.issued == 0 && !counted.contains(&h.id)).collect();
        return match (all, fresh.len()) {
            (0, _) => refuse("đợt này chưa có thôn nào; nhập danh sách thôn trước".into()),
            (_, 0) => refuse("mọi thôn của đợt đã được phát mã hoặc đã có biên bản".into()),
            _ => Ok(fresh),
        };
    };
    let (commune, code) = wanted.split_once('/').map_or((None, wanted), |(commune, code)| (Some(commune), code));
    let is_wanted = |hamlet: &RoundHamlet| {
        hamlet.code == code && commune.is_none_or(|commune| communes.get(&hamlet.commune) == Some(&commune))
    };
    let mut found = hamlets.into_iter().filter(is_wanted);
    match (found.next(), found.next()) {
        (None, _) => refuse(format!("đợt này không có thôn mã {wanted}")),
        (Some(_), Some(_)) => refuse(format!("có nhiều thôn mã {code}; hãy ghi MÃ_XÃ/{code}")),
        (Some(hamlet), None) if hamlet.issued > 0 => refuse(format!("thôn {wanted} đã được phát mã trong đợt này")),
        (Some(hamlet), None) if counted.contains(&hamlet.id) => refuse(format!("thôn {wanted} đã có biên bản")),
        (Some(hamlet), None) => Ok(vec![hamlet]),
    }
}
