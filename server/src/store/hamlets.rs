//! Hamlets and their households.

use super::authority::{Deed, Place, note, require};
use super::units::Atlas;
use super::{Store, broken, counted, kept, on};
use app::domain::account::Power;
use app::domain::minutes::MOST_HOUSEHOLDS;
use app::domain::percent::count;
use app::domain::unit::{Level, UnitRef};
use app::i18n::local;
use app::ports::accounts::Now;
use app::ports::{Actor, Answer, Faults, HamletRow, Imported, Line, PortError};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Key, name and households of a hamlet, by its commune and code.
type Known = HashMap<(Uuid, String), (Uuid, String, i64)>;

impl Store {
    pub(super) async fn take_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported> {
        let today = local(now).date();
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Hamlets, Place::Anywhere).await?;
        let atlas = Atlas::load(&mut tx).await?;
        let sql = "select commune_id, code, id, name, households from hamlet";
        let rows: Vec<(Uuid, String, Uuid, String, i64)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
        let known: Known =
            rows.into_iter().map(|(commune, code, id, name, h)| ((commune, code), (id, name, h))).collect();
        let mut faults = Faults::default();
        let mut done = Imported::default();
        let mut seen = HashSet::new();
        let mut writes = Vec::new();
        for Line { number, value: HamletRow { commune_code, code, name, households } } in lines {
            let Some(commune) = atlas.on_or_last(&commune_code, today).filter(|u| u.named.level == Level::Commune)
            else {
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
                faults.add(number, format!("thôn {} của xã {commune_code} có hai lần trong tệp", place.1));
            }
            writes.push((id, place, name, households));
        }
        faults.or(())?;
        let sql = "insert into hamlet (id, commune_id, code, name, households) values ($1, $2, $3, $4, $5)
                   on conflict (id) do update set name = excluded.name, households = excluded.households";
        let communes: BTreeSet<Uuid> = writes.iter().map(|(_, (commune, _), ..)| *commune).collect();
        for commune in communes {
            if !who.holds(&mut tx, Place::Unit(commune)).await? {
                return Err(PortError::Denied);
            }
            note(&mut tx, &who, Deed::new("Nhập thôn và số hộ", Some(commune)), now).await?;
        }
        for (id, (commune, code), name, households) in &writes {
            on!(&mut tx, |conn| {
                let query = sqlx::query(sql).bind(id).bind(commune).bind(code).bind(name).bind(kept(*households));
                query.execute(conn).await.map(drop)
            })
            .map_err(broken)?;
        }
        tx.commit().await?;
        Ok(done)
    }

    pub(super) async fn list_hamlets(&self, by: &Actor, code: &str, now: Now) -> Answer<(UnitRef, Vec<HamletRow>)> {
        let mut tx = self.db.read().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let commune = atlas.on_or_last(code, local(now).date()).filter(|u| u.named.level == Level::Commune);
        let Some(commune) = commune else {
            require(&mut tx, by, Power::Hamlets, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        require(&mut tx, by, Power::Hamlets, Place::Unit(commune.id)).await?;
        let sql = "select code, name, households from hamlet where commune_id = $1 order by code";
        let rows: Vec<(String, String, i64)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(commune.id).fetch_all(conn).await).map_err(broken)?;
        let row = |(code, name, households)| HamletRow {
            commune_code: commune.named.code.clone(),
            code,
            name,
            households: counted(households),
        };
        Ok((commune.named.clone(), rows.into_iter().map(row).collect()))
    }
}
