//! Hamlets and their households.

use super::{Store, Tx, broken, counted, kept, official, on, units};
use crate::store::authority::{Deed, Place, Scope, note, require};
use crate::store::units::Atlas;
use app::domain::collection::minutes::MOST_HOUSEHOLDS;
use app::domain::people::account::Power;
use app::domain::revision::Seen;
use app::domain::survey::percent::count;
use app::domain::units::unit::Level;
use app::i18n::local;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Imported;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::hamlets::HamletEdit;
use app::ports::hamlets::HamletList;
use app::ports::hamlets::HamletRow;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Key, name and households of a hamlet, by its commune and code.
type Known = HashMap<(Uuid, String), (Uuid, String, i64)>;

impl Store {
    pub(super) async fn take_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Hamlets, Place::Anywhere).await?;
        let done = take(&mut tx, &who, lines, now).await?;
        tx.commit().await?;
        Ok(done)
    }

    pub(super) async fn edit_hamlets(
        &self,
        by: &Actor,
        commune_code: &str,
        rows: Vec<Line<HamletEdit>>,
        seen: &Seen,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Hamlets, Place::Anywhere).await?;
        let atlas = Atlas::load(&mut tx).await?;
        let commune = atlas.on_or_last(commune_code, local(now).date()).filter(|u| u.named.level == Level::Commune);
        let commune = commune.ok_or(PortError::Missing)?.id;
        if !who.holds(&mut tx, Place::Unit(commune)).await? {
            return Err(PortError::Denied);
        }
        units::hold(&mut tx, commune).await?;
        let there = listed(&mut tx, commune, commune_code).await?;
        let wanted: Vec<&HamletRow> = rows.iter().filter_map(|line| line.value.row.as_ref()).collect();
        let same = there.len() == wanted.len() && there.iter().all(|row| wanted.contains(&row));
        if same && wanted.iter().all(|wanted| there.contains(wanted)) {
            // Pressed twice.
            return Ok(());
        }
        if *seen != Seen::of(&there) {
            let text = "Người khác vừa sửa danh sách thôn. Những gì ông bà ghi còn ở đây; xem lại rồi bấm Lưu lần nữa để ghi theo trang này.";
            return Err(PortError::Refused(text.into()));
        }
        let mut faults = Faults::default();
        for Line { number, value } in rows.iter().filter(|line| line.value.row.is_none()) {
            if !take_away(&mut tx, commune, &value.known).await? {
                let text = format!("thôn mã {} đã có trong một đợt hoặc có tài khoản, nên không bỏ được", value.known);
                faults.add(*number, text);
            }
        }
        // Codes may be exchanged, so each steps aside before any takes its new place.
        let renamed: Vec<(&str, &str)> = rows
            .iter()
            .filter_map(|line| Some((line.value.known.as_str(), line.value.row.as_ref()?.code.as_str())))
            .filter(|(known, code)| !known.is_empty() && known != code)
            .collect();
        for (known, code) in &renamed {
            give_code(&mut tx, commune, known, &format!("\u{1}{code}")).await?;
        }
        for (_, code) in &renamed {
            let taken = "select count(*) from hamlet where commune_id = $1 and code = $2";
            let there: i64 =
                on!(&mut tx, |conn| sqlx::query_scalar(taken).bind(commune).bind(*code).fetch_one(conn).await)
                    .map_err(broken)?;
            if there > 0 {
                return Err(PortError::Refused(format!("Mã {code} đã là của thôn khác; mỗi thôn một mã.").into()));
            }
            give_code(&mut tx, commune, &format!("\u{1}{code}"), code).await?;
        }
        faults.or(())?;
        let kept = |line: Line<HamletEdit>| line.value.row.map(|value| Line { number: line.number, value });
        take(&mut tx, &who, rows.into_iter().filter_map(kept).collect(), now).await?;
        Ok(tx.commit().await?)
    }
}

/// A commune's hamlets by code.
async fn listed(tx: &mut Tx, commune: Uuid, commune_code: &str) -> Answer<Vec<HamletRow>> {
    let sql = "select code, name, households from hamlet where commune_id = $1 order by code";
    let rows: Vec<(String, String, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(commune).fetch_all(conn).await).map_err(broken)?;
    let row = |(code, name, households)| HamletRow {
        commune_code: commune_code.to_owned(),
        code,
        name,
        households: counted(households),
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn give_code(tx: &mut Tx, commune: Uuid, from: &str, to: &str) -> Answer<()> {
    let sql = "update hamlet set code = $3 where commune_id = $1 and code = $2";
    on!(tx, |conn| sqlx::query(sql).bind(commune).bind(from).bind(to).execute(conn).await.map(drop)).map_err(broken)
}

/// Takes a hamlet away unless something holds it.
async fn take_away(tx: &mut Tx, commune: Uuid, code: &str) -> Answer<bool> {
    let sql = "delete from hamlet where commune_id = $1 and code = $2
               and not exists (select 1 from round_hamlet r where r.hamlet_id = hamlet.id)
               and not exists (select 1 from account a where a.hamlet_id = hamlet.id)
               and not exists (select 1 from journal j where j.hamlet_id = hamlet.id)";
    let done = on!(tx, |conn| {
        sqlx::query(sql).bind(commune).bind(code).execute(conn).await.map(|done| done.rows_affected())
    });
    Ok(done.map_err(broken)? > 0)
}

/// Writes a list of hamlets.
async fn take(tx: &mut Tx, who: &Scope, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported> {
    let today = local(now).date();
    let atlas = Atlas::load(tx).await?;
    let sql = "select commune_id, code, id, name, households from hamlet";
    let rows: Vec<(Uuid, String, Uuid, String, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    let known: Known = rows.into_iter().map(|(commune, code, id, name, h)| ((commune, code), (id, name, h))).collect();
    let mut faults = Faults::default();
    let mut done = Imported::default();
    let mut seen = HashSet::new();
    let mut writes = Vec::new();
    for Line { number, value: HamletRow { commune_code, code, name, households } } in lines {
        let Some(commune) = atlas.on_or_last(&commune_code, today).filter(|u| u.named.level == Level::Commune) else {
            faults.add(number, format!("không có xã mã {commune_code}; nhập danh sách đơn vị trước"));
            continue;
        };
        if households == 0 || households > MOST_HOUSEHOLDS {
            let most = count(MOST_HOUSEHOLDS);
            faults.add(number, format!("số hộ {} không thể có; cần từ 1 đến {most}", count(households)));
        }
        let place = (commune.id, code);
        match known.get(&place) {
            Some((_, old, h)) if *old == name && counted(*h) == households => done.same += 1,
            Some(_) => done.changed += 1,
            None => done.added += 1,
        }
        let id = known.get(&place).map_or_else(Uuid::new_v4, |(id, ..)| *id);
        if !seen.insert(place.clone()) {
            faults.add(number, format!("thôn {} của xã {commune_code} có hai lần", place.1));
        }
        writes.push((id, place, name, households));
    }
    faults.or(())?;
    let sql = "insert into hamlet (id, commune_id, code, name, households) values ($1, $2, $3, $4, $5)
                   on conflict (id) do update set name = excluded.name, households = excluded.households";
    let communes: BTreeSet<Uuid> = writes.iter().map(|(_, (commune, _), ..)| *commune).collect();
    for commune in communes {
        if !who.holds(tx, Place::Unit(commune)).await? {
            return Err(PortError::Denied);
        }
        note(tx, who, Deed::new("Nhập thôn và số hộ", Some(commune)), now).await?;
    }
    for (id, (commune, code), name, households) in &writes {
        on!(tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(commune).bind(code).bind(name).bind(kept(*households));
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
    }
    Ok(done)
}

impl Store {
    pub(super) async fn list_hamlets(&self, by: &Actor, code: &str, now: Now) -> Answer<HamletList> {
        let mut tx = self.db.read().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let commune = atlas.on_or_last(code, local(now).date()).filter(|u| u.named.level == Level::Commune);
        let Some(commune) = commune else {
            require(&mut tx, by, Power::Hamlets, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        require(&mut tx, by, Power::Hamlets, Place::Unit(commune.id)).await?;
        let hamlets = listed(&mut tx, commune.id, code).await?;
        let official = official::load(&mut tx, local(now).date()).await?.remove(&commune.id);
        Ok(HamletList { commune: commune.named.clone(), hamlets, official })
    }
}
