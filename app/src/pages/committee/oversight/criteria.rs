//! A unit's criteria: where each stands, what was ever said of it, and a form to say more; its titles.

use crate::domain::oversight::criterion::{Assessment, By, Position, Status, item_positions, lacking};
use crate::domain::oversight::title::{Recognition, Title, held};
use crate::domain::survey::ruleset::{self, Criterion, Ruleset};
use crate::domain::units::unit::Unit;
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, say};
use crate::i18n::{date_of, day, local};
use crate::message::Message;
use crate::pages::committee::page::{asked_for, committee_page};
use crate::pages::committee::step::{Asked, Done};
use crate::pages::results::predecessor_results::predecessors_view;
use crate::pages::results::unit_address::stood;
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::PortError;
use crate::ports::criteria::CriterionRow;
use crate::ports::criteria::Recorded;
use crate::ports::criteria::Sheet;
use crate::ports::sessions::Signed;
use crate::ports::titles::TitleRow;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose};
use crate::ui::labels::label;
use crate::ui::status::status_view;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a unit's criteria are kept.
pub(crate) fn address(unit: &str) -> String {
    format!("/lam-viec/tieu-chi/{unit}")
}

/// A day as browsers send it or as people type it; a fault of its field otherwise.
pub(crate) fn read_day(asked: &Asked, name: &str, faults: &mut Vec<Fault>) -> NaiveDate {
    let typed = asked.fields.trimmed(name);
    let read = typed.parse().or_else(|_| NaiveDate::parse_from_str(typed, "%d/%m/%Y"));
    read.unwrap_or_else(|_| {
        faults.push(Fault::of(name, "Ghi ngày như 26/7/2026."));
        NaiveDate::default()
    })
}

/// The ruleset that an address or a form names.
fn ruleset<'a>(ports: &'a AppState, id: &str) -> Answer<&'a Ruleset> {
    ports.rulesets.get(id).ok_or(PortError::Missing)
}

/// Every criterion as a whole, each followed by its indicators: the criterion's number, and the indicator's or 0.
fn items(ruleset: &Ruleset) -> Vec<(u32, u32)> {
    let of = |criterion: &Criterion| {
        let own = std::iter::once(0).chain(criterion.indicators.iter().map(|indicator| indicator.no));
        own.map(|indicator| (criterion.no, indicator)).collect::<Vec<_>>()
    };
    ruleset.criteria.iter().flat_map(of).collect()
}

/// `status2` for a criterion, `status2-1` for its first indicator.
fn field_of(name: &str, (criterion, indicator): (u32, u32)) -> String {
    if indicator == 0 { format!("{name}{criterion}") } else { format!("{name}{criterion}-{indicator}") }
}

/// Keeps the file that came along, if one did.
pub(crate) async fn keep_file(ports: &AppState, asked: &Asked, unit: &Unit) -> Answer<Option<uuid::Uuid>> {
    match asked.file.clone() {
        Some((name, content)) if !content.is_empty() => {
            Ok(Some(ports.files.keep_file(&asked.me()?.actor(), unit, &name, content, asked.now).await?))
        }
        _ => Ok(None),
    }
}

/// Writes down what is said of the criteria that somebody filled in.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let unit = asked.keys.first().cloned().unwrap_or_default();
    let ruleset = ruleset(ports, asked.fields.get("ruleset"))?;
    let mut faults = Vec::new();
    let as_of = read_day(asked, "as_of", &mut faults);
    let side = By::from_word(asked.fields.get("by")).unwrap_or_default();
    let mut lines = Vec::new();
    for item in items(ruleset) {
        let word = asked.fields.get(&field_of("status", item));
        if word.is_empty() {
            continue;
        }
        let Some(status) = Status::from_word(word) else { return Err(PortError::Missing) };
        let row = CriterionRow {
            unit_code: unit.clone(),
            ruleset: ruleset.id.clone(),
            level: ruleset.level,
            criterion: item.0,
            indicator: item.1,
            by: side,
            status,
            value: asked.text(&field_of("value", item)),
            as_of,
            document: asked.text("document"),
            file: None,
        };
        lines.push(Line { number: lines.len() as u64 + 1, value: row });
    }
    if lines.is_empty() {
        faults.push(Fault::of("status1", "Chọn tình trạng cho ít nhất một tiêu chí."));
    }
    if asked.text("document").is_empty() {
        faults.push(Fault::of("document", "Ghi số văn bản, ví dụ BC 12/BC-UBND."));
    }
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    let file = keep_file(ports, asked, &stood(ports, &unit, Some(as_of)).await?).await?;
    lines.iter_mut().for_each(|line| line.value.file = file);
    match ports.criteria.record(&by, lines, asked.now).await {
        Ok(_) => Ok(Done::Go(format!("{}?bo={}&xong=1", address(&unit), ruleset.id))),
        Err(PortError::File(found)) => {
            let fault = |(_, text): (u64, Message)| Fault::of("as_of", text);
            Ok(Done::Mend(found.0.into_iter().take(1).map(fault).collect()))
        }
        Err(error) => Err(error),
    }
}

/// Writes a decision about a title down.
pub(crate) async fn keep_title(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let unit = asked.keys.first().cloned().unwrap_or_default();
    let mut faults = Vec::new();
    let decided = read_day(asked, "decided_on", &mut faults);
    let Some(title) = Title::from_word(asked.fields.get("title")) else { return Err(PortError::Missing) };
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    let granted = asked.fields.get("event") != "withdrawn";
    let recognition = Recognition { title, granted, day: decided, decision: asked.text("decision") };
    let line = Line { number: 1, value: TitleRow { unit_code: unit.clone(), recognition } };
    match ports.titles.recognise(&by, vec![line], asked.now).await {
        Ok(_) => Ok(Done::Go(format!("{}?xong=1", address(&unit)))),
        Err(PortError::File(found)) => {
            Ok(Done::Mend(found.0.into_iter().map(|(_, text)| Fault::of("decision", text)).collect()))
        }
        Err(error) => Err(error),
    }
}

/// A unit's criteria.
#[component]
pub fn CriteriaPage() -> impl IntoView {
    let unit = use_params_map().read_untracked().get("unit").unwrap_or_default();
    let (set, on) = (asked_for("bo"), asked_for("ngay").parse::<NaiveDate>().ok());
    let done = if asked_for("xong") == "1" { "Đã ghi." } else { "" };
    committee_page(move |ports, me, posted| async move {
        let today = local((ports.now)()).date();
        let on = on.unwrap_or(today);
        let level = ports.units.place(&unit, None).await?.map(|unit| unit.named.level);
        let set = posted.value("ruleset", &set);
        let fits = |ruleset: &&Ruleset| Some(ruleset.level) == level;
        let default = if level == Some(crate::domain::units::unit::Level::Commune) { ruleset::USUAL } else { "" };
        let ruleset = ports
            .rulesets
            .get(&set)
            .filter(fits)
            .or_else(|| ports.rulesets.get(default))
            .or_else(|| ports.rulesets.values().find(fits))
            .ok_or(PortError::Missing)?
            .clone();
        let others: Vec<(String, String)> =
            ports.rulesets.values().filter(fits).map(|one| (one.id.clone(), one.name.clone())).collect();
        let sheet = ports.criteria.sheet(&me.actor(), &unit, &ruleset.id, on).await?;
        Ok(sheet_view(me, &posted, &ruleset, others, &sheet, on, today, done).into_any())
    })
}

#[expect(clippy::too_many_arguments, reason = "what a page shows")]
fn sheet_view(
    me: Arc<Signed>,
    posted: &Posted,
    ruleset: &Ruleset,
    others: Vec<(String, String)>,
    sheet: &Sheet,
    on: NaiveDate,
    today: NaiveDate,
    done: &'static str,
) -> impl IntoView + use<> {
    let unit = &sheet.unit.named;
    let positions = item_positions(sheet.statuses.iter().map(|one| &one.assessment), on);
    let is_met =
        |((_, indicator), position): &(&(u32, u32), &Position)| *indicator == 0 && position.status() == Status::Met;
    let met = positions.iter().filter(is_met).count();
    let may_write = sheet.may_claim && on == today;
    let rows = items(ruleset)
        .into_iter()
        .map(|item| {
            let position = positions.get(&item).cloned().unwrap_or_default();
            let is_own = |one: &&Recorded| (one.assessment.criterion, one.assessment.indicator) == item;
            let history: Vec<&Recorded> = sheet.statuses.iter().filter(is_own).collect();
            // Claimed as met while one of its indicators is said not to be.
            let lacks =
                if item.1 == 0 && position.status() == Status::Met { lacking(item.0, &positions) } else { vec![] };
            row_view(posted, item, ruleset, &position, &lacks, &history, may_write)
        })
        .collect_view();
    let sets = choose(&Posted::default(), "bo", "Bộ tiêu chí", &ruleset.id, others);
    let lead = format!("{met} trên {} tiêu chí đạt, tính đến hết ngày {}.", ruleset.criteria.len(), day(on));
    let form_address = address(&unit.code);
    let head = view! {
        <p class="lead">{lead}</p>
        <form class="filter" method="get" action=form_address.clone()>
            <div class="filter__field">{sets}</div>
            <div class="filter__field"><label for="ngay">"Xem vào ngày"</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
            <button class="button button--small">"Xem"</button>
        </form>
    };
    let past = (on != today)
        .then(|| view! { <p class="note">"Đang xem một ngày trong quá khứ. Muốn ghi thêm, hãy xem ngày hôm nay."</p> });
    let table = view! {
        <table class="table">
            <caption class="unseen">"Tình trạng từng tiêu chí"</caption>
            <thead><tr>
                <th scope="col">"Tiêu chí"</th><th scope="col">"Đang là"</th>
                {may_write.then(|| view! { <th scope="col">"Ghi mới"</th> <th scope="col">"Giá trị"</th> })}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    let again = (ruleset.recognises(&sheet.unit.named) && !sheet.predecessors.is_empty() && !sheet.assessed).then(|| {
        view! { <p class="note">"Đơn vị này lập từ các đơn vị cũ (ở cuối trang). Tình trạng tiêu chí của đơn vị cũ không tự chuyển sang: hãy đánh giá lại."</p> }
    });
    let body = if may_write {
        let sides: Vec<(String, String)> = By::ALL
            .into_iter()
            .filter(|by| *by == By::Claim || sheet.may_appraise)
            .map(|by| (by.word().to_owned(), label(Lang::Vi, by)))
            .collect();
        let side = (sides.len() > 1).then(|| choose(posted, "by", "Ghi với tư cách", By::Claim.word(), sides));
        let as_of = Field::text("as_of", "Tính đến ngày").kind("date").known(today).draw(posted);
        let document = Field::text("document", "Văn bản").hint("Ví dụ: BC 12/BC-UBND").draw(posted);
        view! {
            {again}
            <form method="post" action=format!("{form_address}?step=keep") enctype="multipart/form-data">
                <input type="hidden" name="step" value="keep"/>
                <input type="hidden" name="ruleset" value=ruleset.id.clone()/>
                {table}
                <div class="fields fields--low">{as_of}{document}{side}</div>
                {file_field(posted, "Ảnh hoặc bản quét làm bằng chứng", false)}
                <p class="hint">"Chỉ ghi những tiêu chí được chọn. Điều đã ghi không sửa, không xóa; ghi lại thì lời sau thay lời trước."</p>
                <p><button class="button button--small">"Ghi tình trạng"</button></p>
            </form>
        }
        .into_any()
    } else {
        table.into_any()
    };
    let titles = titles_view(posted, sheet, on, today);
    let before = predecessors_view(Lang::Vi, &sheet.predecessors);
    let path = vec![("/lam-viec/giam-sat".to_owned(), "Giám sát".to_owned())];
    let title = format!("Tiêu chí, {}", unit.name);
    view! {
        <CommitteeLayout title=title me=me posted=posted.clone() done=done path=path>{head}{past}{body}{titles}{before}</CommitteeLayout>
    }
}

/// A field for one photo or scan.
pub(crate) fn file_field(posted: &Posted, label: &'static str, needed: bool) -> impl IntoView + use<> {
    let fault = posted.faults.iter().find(|fault| fault.field == "file").map(|fault| say(Lang::Vi, &fault.message));
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    let invalid = fault.is_some().then_some("true");
    let told = if fault.is_some() { "file-hint file-fault" } else { "file-hint" };
    let must = (!needed).then_some("Không bắt buộc. ");
    // No browser fills a file in again.
    let again = (!posted.faults.is_empty()).then_some(". Nếu đã chọn tệp, hãy chọn lại");
    view! {
        <div class=class><label class="field__label" for="file">{label}</label>
        <p class="hint" id="file-hint">{must}"JPEG, PNG, WebP hoặc PDF, nhiều nhất 12 MB"{again}</p>
        {fault.map(|text| view! { <p class="field__fault" id="file-fault">{text}</p> })}
        <input id="file" type="file" name="file" accept="image/jpeg,image/png,image/webp,application/pdf"
            aria-invalid=invalid aria-describedby=told/></div>
    }
}

fn said(one: &Assessment) -> String {
    let value = if one.value.is_empty() { String::new() } else { format!(", {}", one.value) };
    let document = if one.document.is_empty() { "không ghi văn bản" } else { &one.document };
    format!("{}: {}{value}, đến {}, {document}", label(Lang::Vi, one.by), label(Lang::Vi, one.status), day(one.as_of))
}

fn row_view(
    posted: &Posted,
    item: (u32, u32),
    ruleset: &Ruleset,
    position: &Position,
    lacks: &[u32],
    history: &[&Recorded],
    may_write: bool,
) -> impl IntoView + use<> {
    let words = [&position.claim, &position.appraisal]
        .map(|one| one.as_ref().map(|one| view! { <small>{said(one)}</small> }))
        .into_iter()
        .collect_view();
    let all = history
        .iter()
        .rev()
        .map(|one| {
            let file =
                one.file.clone().map(|(id, name)| view! { " "<a href=format!("/lam-viec/tai-lieu/{id}")>{name}</a> });
            view! { <li>{format!("{}. Ghi {} bởi {}.", said(&one.assessment), date_of(one.at), one.who)}{file}</li> }
        })
        .collect_view();
    let number = history.len();
    let (status, value) = (field_of("status", item), field_of("value", item));
    let criterion = ruleset.criterion(item.0);
    let indicator = criterion.and_then(|criterion| criterion.indicators.iter().find(|one| one.no == item.1));
    let (what, name) = match (criterion, indicator) {
        (Some(criterion), Some(one)) => {
            (format!("chỉ tiêu {}.{}", criterion.no, one.no), format!("{}.{}. {}", criterion.no, one.no, one.name))
        }
        (Some(criterion), None) => {
            (format!("tiêu chí {}", criterion.no), format!("{}. {}", criterion.no, criterion.name))
        }
        _ => (String::new(), String::new()),
    };
    let is_part = item.1 > 0;
    let asks = indicator.filter(|one| !one.asks.is_empty()).map(|one| format!("Cần {}", one.asks));
    let lacks = (!lacks.is_empty()).then(|| {
        let numbers: Vec<String> = lacks.iter().map(|no| format!("{}.{no}", item.0)).collect();
        view! { " "<span class="tag">{format!("Chỉ tiêu {} chưa đạt", numbers.join(", "))}</span> }
    });
    let chosen = posted.value(&status, "");
    let options = Status::ALL
        .map(|one| view! { <option value=one.word() selected=one.word() == chosen>{label(Lang::Vi, one)}</option> })
        .into_iter()
        .collect_view();
    let typed = posted.value(&value, "");
    let inputs = may_write.then(|| {
        view! {
            <td data-label="Ghi mới"><select id=status.clone() name=status aria-label=format!("Tình trạng mới, {what}")><option value="">"Giữ nguyên"</option>{options}</select></td>
            <td data-label="Giá trị"><input id=value.clone() name=value value=typed maxlength="100" autocomplete="off" aria-label=format!("Giá trị, {what}")/></td>
        }
    });
    view! {
        <tr class="entry-row" class:entry-row--part=is_part>
            <th scope="row">{name}{lacks}{asks.map(|asks| view! { <small>{asks}</small> })}
                {(number > 0).then(|| view! { <details class="lacks"><summary>{format!("{number} lần ghi")}</summary><ul>{all}</ul></details> })}</th>
            <td data-label="Đang là">{status_view(Lang::Vi, position.status())}{words}</td>
            {inputs}
        </tr>
    }
}

fn titles_view(posted: &Posted, sheet: &Sheet, on: NaiveDate, today: NaiveDate) -> impl IntoView + use<> {
    let recognitions: Vec<Recognition> = sheet.titles.iter().map(|one| one.recognition.clone()).collect();
    let held: Vec<String> = held(&recognitions, on).iter().rev().map(|title| label(Lang::Vi, *title)).collect();
    let held = if held.is_empty() { "Chưa có danh hiệu nào.".to_owned() } else { format!("{}.", held.join(", ")) };
    let all = sheet
        .titles
        .iter()
        .rev()
        .map(|one| {
            let Recognition { title, granted, day: decided, decision } = &one.recognition;
            let act = if *granted { "Công nhận" } else { "Thu hồi" };
            let text = format!(
                "{act} {}: {decision}, {}. Ghi {} bởi {}.",
                label(Lang::Vi, *title).to_lowercase(),
                day(*decided),
                date_of(one.at),
                one.who
            );
            view! { <li>{text}</li> }
        })
        .collect_view();
    let form = (sheet.may_appraise && on == today).then(|| {
        let titles = Title::ALL.map(|title| (title.word().to_owned(), label(Lang::Vi, title))).to_vec();
        let title = choose(posted, "title", "Danh hiệu", Title::Standard.word(), titles);
        let events = [("granted", "Công nhận"), ("withdrawn", "Thu hồi")];
        let events = events.map(|(value, word)| (value.to_owned(), word.to_owned())).to_vec();
        let event = choose(posted, "event", "Quyết định", "granted", events);
        let decided = Field::text("decided_on", "Ngày quyết định").kind("date").known(today).draw(posted);
        let decision = Field::text("decision", "Số quyết định").hint("Ví dụ: 1234/QĐ-UBND").draw(posted);
        view! {
            <form class="form" method="post" action=address(&sheet.unit.named.code)>
                <div class="fields">{title}{event}</div>
                <div class="fields">{decided}{decision}</div>
                <button class="button button--small" name="step" value="title">"Ghi quyết định"</button>
            </form>
        }
    });
    view! {
        <h2>"Danh hiệu"</h2>
        <p>{held}</p>
        <ul>{all}</ul>
        {form}
    }
}

/// Statuses of the last word by criterion, for a list.
pub(crate) fn count_met(known: &[Assessment]) -> usize {
    let whole = known.iter().filter(|one| one.indicator == 0);
    let by_criterion: BTreeMap<u32, Status> = whole.map(|one| (one.criterion, one.status)).collect();
    by_criterion.values().filter(|status| **status == Status::Met).count()
}
