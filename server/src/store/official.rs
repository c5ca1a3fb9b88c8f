//! What official statistics say of units' households.

use super::units::Atlas;
use super::{Store, Tx, broken, counted, kept, on};
use app::domain::fold::fold;
use app::domain::official::Official;
use app::domain::percent::count;
use app::ports::{Actor, Answer, Faults, HouseholdsRow, Imported, Line, PortError};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// More households than this no unit has.
const MOST: u64 = 100_000_000;

impl Store {
    pub(super) async fn take_households(
        &self,
        by: &Actor,
        lines: Vec<Line<HouseholdsRow>>,
        day: NaiveDate,
        source: &str,
    ) -> Answer<Imported> {
        if *by != Actor::Console {
            return Err(PortError::Denied);
        }
        if source.is_empty() {
            return Err(PortError::Refused("ghi số hộ lấy từ đâu: --source \"Tổng điều tra dân số và nhà ở\"".into()));
        }
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let sql = "select unit_id, households, source from official_households where counted_on = $1";
        let rows: Vec<(Uuid, i64, String)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(day).fetch_all(conn).await).map_err(broken)?;
        let known: HashMap<Uuid, (u64, String)> =
            rows.into_iter().map(|(unit, households, source)| (unit, (counted(households), source))).collect();
        let mut faults = Faults::default();
        let mut done = Imported::default();
        let mut seen = HashSet::new();
        let mut writes = Vec::new();
        for Line { number, value: HouseholdsRow { unit_code, name, households } } in lines {
            let Some(unit) = atlas.on_or_next(&unit_code, day) else {
                let day = day.format("%-d/%-m/%Y");
                faults
                    .add(number, format!("không có đơn vị mã {unit_code} từ ngày {day}; nhập danh sách đơn vị trước"));
                continue;
            };
            if !name.is_empty() && fold(&name) != fold(&unit.named.name) {
                faults.add(number, format!("mã {unit_code} là {}, tệp ghi {name}: xem lại mã", unit.named.name));
            }
            if households == 0 || households > MOST {
                let (households, most) = (count(households), count(MOST));
                faults.add(number, format!("số hộ {households} không thể có; cần từ 1 đến {most}"));
            }
            if !seen.insert(unit.id) {
                faults.add(number, format!("mã {unit_code} có hai lần trong tệp"));
            }
            match known.get(&unit.id) {
                Some((h, from)) if *h == households && from == source => done.same += 1,
                Some(_) => done.changed += 1,
                None => done.added += 1,
            }
            writes.push((unit.id, households));
        }
        faults.or(())?;
        let sql = "insert into official_households (unit_id, counted_on, households, source) values ($1, $2, $3, $4)
                   on conflict (unit_id, counted_on) do update
                   set households = excluded.households, source = excluded.source";
        for (unit, households) in writes {
            on!(&mut tx, |conn| {
                let query = sqlx::query(sql).bind(unit).bind(day).bind(kept(households)).bind(source);
                query.execute(conn).await.map(drop)
            })
            .map_err(broken)?;
        }
        tx.commit().await?;
        Ok(done)
    }
}

/// What is known, by unit: what was counted last, or what a unit's former units add up to where each lives on in it alone.
pub(super) async fn load(tx: &mut Tx) -> Answer<HashMap<Uuid, Official>> {
    let sql = "select unit_id, counted_on, households, source from official_households order by counted_on";
    let rows: Vec<(Uuid, NaiveDate, i64, String)> =
        on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    let row =
        |(unit, on, households, source)| (unit, Official { households: counted(households), on, source, former: 0 });
    let mut found: HashMap<Uuid, Official> = rows.into_iter().map(row).collect();
    let sql = "select successor_id, predecessor_id from unit_succession";
    let pairs: Vec<(Uuid, Uuid)> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    let mut shares: HashMap<Uuid, u32> = HashMap::new();
    let mut former: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (after, before) in pairs {
        *shares.entry(before).or_default() += 1;
        former.entry(after).or_default().push(before);
    }
    let whole = |before: &Uuid| found.get(before).filter(|_| shares[before] == 1);
    let sum = |(after, before): (Uuid, Vec<Uuid>)| {
        let parts: Vec<Option<&Official>> = before.iter().map(whole).collect();
        Some((after, Official::of_former(&parts)?)).filter(|_| !found.contains_key(&after))
    };
    let sums: Vec<(Uuid, Official)> = former.into_iter().filter_map(sum).collect();
    found.extend(sums);
    Ok(found)
}
