//! What official statistics say of units' households.

use super::{Store, Tx, broken, counted, kept, on};
use crate::store::authority::{Deed, Scope, note};
use crate::store::units::Atlas;
use app::domain::survey::percent::count;
use app::domain::units::census::{Census, Counts, latest};
use app::domain::units::search_key::fold;
use app::ports::census::HouseholdsRow;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Imported;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::common::PortError;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
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
        now: Now,
    ) -> Answer<Imported> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        if source.is_empty() {
            return Err(PortError::Refused("cần ghi số hộ lấy từ đâu".into()));
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
            let Some(unit) = atlas.on(&unit_code, day) else {
                let day = day.format("%-d/%-m/%Y");
                let text =
                    format!("không có đơn vị mã {unit_code} vào ngày {day}; nhập danh sách đơn vị của ngày đó trước");
                faults.add(number, text);
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
        let detail = format!("{} đơn vị, ngày {}, {source}", writes.len(), day.format("%-d/%-m/%Y"));
        let who = Scope::of(&mut tx, by).await?;
        note(&mut tx, &who, Deed { detail, ..Deed::new("Nhập số hộ thống kê", None) }, now).await?;
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

/// What was counted last of each unit until a day, or what the units it was made of add up to. What gave a part away and
/// stands on, or was divided among several, adds up to nothing.
pub(super) async fn load(tx: &mut Tx, until: NaiveDate) -> Answer<BTreeMap<Uuid, Census>> {
    let sql = "select unit_id, counted_on, households, source from official_households where counted_on <= $1";
    let rows: Vec<(Uuid, NaiveDate, i64, String)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(until).fetch_all(conn).await).map_err(broken)?;
    let mut counts: BTreeMap<Uuid, Counts> = BTreeMap::new();
    for (unit, on, households, source) in rows {
        let one = Census { households: counted(households), on, source, former: 0 };
        counts.entry(unit).or_default().insert(on, one);
    }
    let sql = "select s.successor_id, s.predecessor_id, b.valid_to < n.valid_from from unit_succession s
               join unit n on n.id = s.successor_id join unit b on b.id = s.predecessor_id
               order by n.valid_from, s.successor_id";
    let rows: Vec<(Uuid, Uuid, bool)> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    let mut heirs: HashMap<Uuid, u32> = HashMap::new();
    for (_, before, _) in &rows {
        *heirs.entry(*before).or_default() += 1;
    }
    let mut mergers: Vec<(Uuid, Vec<Uuid>)> = Vec::new();
    let mut parted: HashSet<Uuid> = HashSet::new();
    for (after, before, is_over) in rows {
        if !is_over || heirs[&before] > 1 {
            parted.insert(after);
        }
        match mergers.last_mut() {
            Some((last, all)) if *last == after => all.push(before),
            _ => mergers.push((after, vec![before])),
        }
    }
    mergers.retain(|(after, _)| !parted.contains(after));
    Ok(latest(counts, &mergers))
}
