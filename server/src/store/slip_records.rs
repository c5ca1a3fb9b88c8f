//! Slips as they are kept: the hash of a code, its number, what became of it.

use crate::store::db::{StoreError, from_db, from_text, to_db};
use crate::store::key::InstallationKey;
use crate::store::slip_sheet_records::forget_sheets;
use crate::store::tx::{Tx, execute, fetch_one, fetch_optional, scalar_optional, with_conn};
use app::domain::collection::round::Refusal;
use app::domain::collection::slip::Slip;
use app::ports::common::{Answer, refuse};
use app::ports::participation::SlipCounts;
use app::ports::slips::SlipsRefused;
use uuid::Uuid;

/// How many codes go into one statement.
const AT_ONCE: usize = 500;

/// Where a slip is, whether or not it was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum SlipStatus {
    /// With a household.
    Out,
    /// Printed and not handed out.
    Spare,
    /// Another slip took its place.
    Replaced,
    /// Handed in as an audit slip.
    Audit,
}

impl SlipStatus {
    /// Why a void slip opens nothing any more, or not yet.
    pub(super) const fn why_void(self) -> Refusal {
        match self {
            Self::Replaced => Refusal::Replaced,
            Self::Spare => Refusal::Spare,
            Self::Audit => Refusal::Audit,
            Self::Out => Refusal::Void,
        }
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
    let (state, status) = if spare { ("void", SlipStatus::Spare) } else { ("fresh", SlipStatus::Out) };
    let status: &'static str = status.into();
    for rows in rows.chunks(AT_ONCE) {
        with_conn!(tx, |conn| {
            let mut insert =
                sqlx::QueryBuilder::new("insert into code (hash, round_id, hamlet_id, serial, state, slip_status) ");
            insert.push_values(rows, |mut values, (hash, hamlet, serial)| {
                values.push_bind(hash).push_bind(round).push_bind(hamlet).push_bind(serial);
                values.push_bind(state).push_bind(status);
            });
            insert.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Counts of a hamlet's slips.
#[derive(sqlx::FromRow)]
struct CountsRecord {
    given: i64,
    spent: i64,
    spare: i64,
    replaced: i64,
}

/// What became of a hamlet's slips.
pub(super) async fn slip_counts(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<SlipCounts, StoreError> {
    let sql = "select count(case when slip_status = 'out' then 1 end) as given,
                      count(case when state = 'spent' then 1 end) as spent,
                      count(case when slip_status = 'spare' then 1 end) as spare,
                      count(case when slip_status = 'replaced' then 1 end) as replaced
               from code where round_id = $1 and hamlet_id = $2";
    let CountsRecord { given, spent, spare, replaced } = fetch_one!(tx, sql, round, hamlet)?;
    Ok(SlipCounts { out: from_db(given), spent: from_db(spent), spare: from_db(spare), replaced: from_db(replaced) })
}

/// The number of a slip of this hamlet; a number is taken as it is.
pub(super) async fn serial_of(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
    hamlet: Uuid,
    slip: Slip,
) -> Answer<u64> {
    let code = match slip {
        Slip::Serial(serial) => return Ok(serial),
        Slip::Code(code) => code,
    };
    let sql = "select serial from code where hash = $1 and round_id = $2 and hamlet_id = $3";
    let serial: Option<i64> = scalar_optional!(tx, sql, key.hash(&code), round, hamlet)?;
    serial.map_or_else(|| refuse(SlipsRefused::NoSuchCode), |serial| Ok(from_db(serial)))
}

/// Refuses unless the slip with this number is with a household and unused.
pub(super) async fn expect_unused(tx: &mut Tx, round: Uuid, hamlet: Uuid, serial: u64) -> Answer<()> {
    let sql = "select state, slip_status from code where round_id = $1 and hamlet_id = $2 and serial = $3";
    let slip: Option<(String, String)> = fetch_optional!(tx, sql, round, hamlet, to_db(serial))?;
    let serial = serial.to_string();
    let Some((state, status)) = slip else { return refuse(SlipsRefused::NoSlip { serial }) };
    match (state.as_str(), from_text(status)?) {
        ("spent", _) => refuse(SlipsRefused::Spent { serial }),
        ("fresh", SlipStatus::Out) => Ok(()),
        _ => refuse(SlipsRefused::Void { serial }),
    }
}

/// Ends a slip that is with a household and unused, or all of them, for others to take their place. Answers how many.
pub(super) async fn replace_slips(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
    serial: Option<u64>,
) -> Result<u64, StoreError> {
    let sql = "update code set state = 'void', slip_status = 'replaced'
               where round_id = $1 and hamlet_id = $2 and state = 'fresh' and slip_status = 'out'
                 and ($3 = 0 or serial = $3)";
    execute!(tx, sql, round, hamlet, to_db(serial.unwrap_or_default()))
}

/// Ends what is not used of a hamlet's slips.
pub(super) async fn void_unused_slips(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    let sql = "update code set state = 'void' where round_id = $1 and hamlet_id = $2 and state = 'fresh'";
    execute!(tx, sql, round, hamlet)?;
    forget_sheets(tx, round, hamlet).await
}

/// Makes the slips good again that [`void_unused_slips`] ended: those that are with households and were neither used nor
/// replaced.
pub(super) async fn restore_slips(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    let sql = "update code set state = 'fresh'
               where round_id = $1 and hamlet_id = $2 and state = 'void' and slip_status = 'out'";
    execute!(tx, sql, round, hamlet)?;
    Ok(())
}
