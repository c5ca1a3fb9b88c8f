//! One hamlet's desk: slips, help, paper, conflicts, closing.

use crate::domain::collection::round::State;
use crate::domain::people::account::Power;
use crate::domain::survey::percent::count;
use crate::domain::survey::verdict::participation;
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, moment};
use crate::pages::committee::collection::print_slips::sheet_view;
use crate::pages::committee::oversight::criteria::file_field;
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::conflicts::Conflict;
use crate::ports::conflicts::ConflictKind;
use crate::ports::hamlet_closing::ClosingWords;
use crate::ports::paper::BatchRow;
use crate::ports::participation::HamletDesk;
use crate::ports::sessions::Signed;
use crate::ports::slips::SlipSelection;
use crate::ports::slips::SlipSheet;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure, tick};
use crate::ui::share::{Growing, hatching, part_bar};
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// Slips that were just issued, and whether they are printed as whole paper ballots.
#[derive(Clone, Debug)]
pub struct Printed(pub SlipSheet, pub bool);

async fn issue(ports: &AppState, asked: &Asked, which: SlipSelection) -> Answer<Done> {
    let sheet = ports.slips.slips(&asked.me()?.actor(), asked.key(0)?, asked.key(1)?, which, asked.now).await?;
    Ok(Done::Slips(Box::new(Printed(sheet, asked.fields.get("form") == "ballot"))))
}

/// Issues a hamlet's slips.
pub(crate) async fn issue_first(ports: &AppState, asked: &Asked) -> Answer<Done> {
    issue(ports, asked, SlipSelection::First).await
}

/// Issues unused slips again.
pub(crate) async fn issue_again(ports: &AppState, asked: &Asked) -> Answer<Done> {
    issue(ports, asked, SlipSelection::Again).await
}

/// Issues one lost slip again.
pub(crate) async fn issue_one(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let serial = asked.number("serial").ok_or_else(|| PortError::Refused("Ghi số của phiếu bị mất.".into()))?;
    issue(ports, asked, SlipSelection::One(serial)).await
}

/// Prints spare slips.
pub(crate) async fn issue_spares(ports: &AppState, asked: &Asked) -> Answer<Done> {
    issue(ports, asked, SlipSelection::Spare(asked.number("count").unwrap_or_default())).await
}

fn here(asked: &Asked, done: &str) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/dot/{}/thon/{}?xong={done}", asked.key(0)?, asked.key(1)?)))
}

/// What was done last, as a sentence.
fn last_done() -> &'static str {
    match asked_for("xong").as_str() {
        "giai-quyet" => "Đã ghi cách giải quyết.",
        "du-phong" => "Phiếu dự phòng đã dùng được.",
        "tep" => "Đã gắn tệp vào biên bản.",
        "bien-ban" => "Đã lưu biên bản kiểm phiếu tay.",
        "rut-bien-ban" => "Đã rút biên bản kiểm phiếu tay. Phiếu có mã chưa dùng của thôn dùng lại được.",
        "mo-lai" => "Đã mở lại thôn. Đóng lại khi đã nhận đủ.",
        _ => "",
    }
}

/// Hands a spare slip out.
pub(crate) async fn use_spare(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let refuse = |text: &str| PortError::Refused(text.into());
    let spare = asked.number("spare").ok_or_else(|| refuse("Ghi số của phiếu dự phòng."))?;
    let lost = match asked.fields.trimmed("lost") {
        "" => None,
        _ => Some(asked.number("lost").ok_or_else(|| refuse("Số phiếu bị mất không phải là số."))?),
    };
    ports.slips.use_spare(&asked.me()?.actor(), asked.key(0)?, asked.key(1)?, spare, lost, asked.now).await?;
    here(asked, "du-phong")
}

/// Begins a batch of paper.
pub(crate) async fn begin_batch(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let twice = asked.fields.get("twice") == "1";
    let id = ports.paper.begin_batch(&asked.me()?.actor(), asked.key(0)?, asked.key(1)?, twice, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/lo/{id}")))
}

/// Settles a conflict.
pub(crate) async fn settle(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let conflict: Uuid = asked.fields.get("conflict").parse().map_err(|_| PortError::Missing)?;
    let (decision, release) = conflict_fields(conflict);
    let text = asked.text(&decision);
    let releases = asked.fields.get(&release) == "1";
    match ports.conflicts.settle(&asked.me()?.actor(), conflict, &text, releases, asked.now).await {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::of(&decision, text)])),
        done => done.and_then(|()| here(asked, "giai-quyet")),
    }
}

/// The fields of one conflict; a page may hold several.
fn conflict_fields(conflict: Uuid) -> (String, String) {
    (format!("decision-{conflict}"), format!("release-{conflict}"))
}

/// Closes a hamlet.
pub(crate) async fn close(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let words = ClosingWords {
        place: asked.text("place"),
        present: asked.fields.get("present").lines().map(ToOwned::to_owned).collect(),
        remarks: asked.text("remarks"),
    };
    ports.hamlet_closing.close_hamlet(&asked.me()?.actor(), asked.key(0)?, asked.key(1)?, words, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{}/thon/{}/bien-ban-ky", asked.key(0)?, asked.key(1)?)))
}

/// Takes the closing of a hamlet back.
pub(crate) async fn reopen(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (by, reason) = (asked.me()?.actor(), asked.fields.get("reason"));
    match ports.hamlet_closing.reopen_hamlet(&by, asked.key(0)?, asked.key(1)?, reason, asked.now).await {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::of("reason", text)])),
        done => done.and_then(|()| here(asked, "mo-lai")),
    }
}

/// Keeps a photo or scan.
pub(crate) async fn attach(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (name, content) = asked.file.clone().unwrap_or_default();
    ports.hamlet_closing.attach(&asked.me()?.actor(), asked.key(0)?, asked.key(1)?, &name, content, asked.now).await?;
    here(asked, "tep")
}

/// A hamlet's desk, or the slips that were just issued for it.
#[component]
pub fn HamletPage() -> impl IntoView {
    let (round, hamlet) = (key("round"), key("hamlet"));
    let printed = use_context::<Printed>();
    let done = last_done();
    committee_page(move |ports, me, posted| async move {
        if let Some(Printed(sheet, ballots)) = printed {
            return Ok(sheet_view(&ports, me, sheet, ballots).into_any());
        }
        let shown = ports.participation.hamlet(&me.actor(), round, hamlet).await?;
        Ok(hamlet_view(me, &posted, &shown, done).into_any())
    })
}

fn hamlet_view(me: Arc<Signed>, posted: &Posted, shown: &HamletDesk, done: &'static str) -> impl IntoView + use<> {
    let HamletDesk { round, row, .. } = shown;
    let hamlet = row.hamlet.clone().map(|hamlet| hamlet.name).unwrap_or_default();
    let id = row.hamlet.as_ref().map(|hamlet| hamlet.id).unwrap_or_default();
    let address = format!("/lam-viec/dot/{}/thon/{id}", round.id);
    let path = vec![
        ("/lam-viec".to_owned(), "Việc cần làm".to_owned()),
        (format!("/lam-viec/dot/{}?noi={}", round.id, row.unit.code), row.unit.name.clone()),
    ];
    let rule = &round.ruleset.participation;
    let share = participation(rule, &row.turnout);
    let t = &row.turnout;
    let online = t.returned - row.minutes - row.assisted - row.paper;
    let origins = format!(
        "{} tự trả lời trên mạng, {} được giúp, {} phiếu giấy, {} theo biên bản kiểm tay",
        count(online),
        count(row.assisted),
        count(row.paper),
        count(row.minutes)
    );
    let is_open = round.state == State::Open && shown.closing.is_none();
    let may = |power: Power| me.role.may(power);
    let has_minutes = shown.minutes.is_some();
    let has_slips = shown.slips.out > 0;
    let slips = (is_open && !has_minutes && may(Power::Issue)).then(|| slips_view(posted, shown, &address));
    let spare = (is_open && shown.slips.spare > 0 && may(Power::Collect)).then(|| spare_view(posted, &address));
    let paper = (has_slips && may(Power::Collect)).then(|| paper_view(posted, shown, &address, is_open));
    let by_hand = (may(Power::Collect) && (has_minutes || (is_open && row.pending == 0))).then(|| {
        let word =
            if has_minutes { "Xem biên bản kiểm phiếu tay" } else { "Nhập biên bản kiểm phiếu tay" };
        view! { <p><a href=format!("{address}/bien-ban")>{word}</a></p> }
    });
    let conflicts = conflicts_view(posted, shown, &address, round.state == State::Open && may(Power::Settle));
    let closing = closing_view(posted, shown, &address, is_open && may(Power::CloseHamlet), may(Power::CloseHamlet));
    let reopens = (round.state == State::Open && shown.closing.is_some() && may(Power::Settle))
        .then(|| reopen_view(posted, has_minutes, &address));
    let body = view! {
        {hatching()}
        <dl class="figures">
            <div class="figure"><dt>"Hộ tham gia"</dt><dd>{format!("{}%", share.vietnamese())}<small>{format!("{} / {}, cần {}%", count(share.part), count(share.whole), rule.percent)}</small>{part_bar(Lang::Vi, share, rule.percent, Growing::TookPart)}</dd></div>
            <div class="figure"><dt>"Phiếu thu về"</dt><dd>{count(t.returned)}<small>{origins}</small></dd></div>
            <div class="figure"><dt>"Phiếu phát ra"</dt><dd>{count(t.issued)}<small>{format!("{} hộ; {} phiếu dự phòng, {} phiếu đã thay", count(t.households), count(shown.slips.spare), count(shown.slips.replaced))}</small></dd></div>
        </dl>
        {conflicts}
        {slips}
        {spare}
        {(is_open && has_slips && may(Power::Collect)).then(|| view! {
            <h2>"Giúp một hộ trả lời"</h2>
            <p>"Hộ có mặt, cầm phiếu của mình, tự nói ý kiến. "<a href=format!("{address}/ho-tro")>"Mở phiếu giúp hộ"</a></p>
        })}
        {paper}
        {by_hand}
        {closing}
        {reopens}
    };
    view! {
        <CommitteeLayout title=hamlet me=me posted=posted.clone() done=done path=path>{body}</CommitteeLayout>
    }
}

fn slips_view(posted: &Posted, shown: &HamletDesk, address: &str) -> impl IntoView + use<> {
    let households = shown.row.turnout.households;
    let address = address.to_owned();
    let body = if shown.slips.out == 0 {
        view! {
            <p>{format!("Mỗi hộ một phiếu có mã riêng: {} phiếu. Mã chỉ có trên tờ in, không xem lại được ở đâu khác; in xong hãy giữ kỹ.", count(households))}</p>
            <form class="buttons" method="post" action=address>
                <input type="hidden" name="step" value="issue"/>
                <button class="button button--small" name="form" value="slip">"Phát và in phiếu mã"</button>
                <button class="button button--quiet" name="form" value="ballot">"Phát và in phiếu giấy có mã"</button>
            </form>
        }
        .into_any()
    } else {
        let serial = Field::text("serial", "Cấp lại phiếu bị mất, số").draw(posted);
        let spares = Field::text("count", "In thêm phiếu dự phòng")
            .hint("Chỉ dùng được khi thay một phiếu bị mất")
            .known(5)
            .draw(posted);
        let again = posted.fields.get("step") == "again";
        let sure = sure(posted, "again", "Tôi hiểu: phiếu chưa dùng ở các hộ sẽ hết hiệu lực");
        view! {
            <p>{format!("Đã phát {} phiếu, {} phiếu đã dùng.", count(shown.slips.out), count(shown.slips.spent))}</p>
            <div class="fields">
                <form method="post" action=address.clone()>
                    <input type="hidden" name="step" value="one"/>{serial}
                    <p class="buttons"><button class="button button--quiet" name="form" value="slip">"Cấp lại và in"</button>
                    <button class="button button--quiet" name="form" value="ballot">"Cấp lại, in phiếu giấy"</button></p>
                </form>
                <form method="post" action=address.clone()>
                    <input type="hidden" name="step" value="spares"/>{spares}
                    <p class="buttons"><button class="button button--quiet" name="form" value="slip">"In dự phòng"</button>
                    <button class="button button--quiet" name="form" value="ballot">"In dự phòng phiếu giấy"</button></p>
                </form>
            </div>
            <details class="sources" open=again>
                <summary>"In lại toàn bộ phiếu chưa dùng"</summary>
                <form class="form" method="post" action=address>
                    <input type="hidden" name="step" value="again"/>
                    <p>"Khi bản in hỏng hoặc thất lạc. Mọi phiếu chưa dùng đang ở các hộ sẽ hết hiệu lực và phải phát phiếu mới."</p>
                    {sure}
                    <p class="buttons"><button class="button button--quiet button--danger" name="form" value="slip">"Hủy và in lại phiếu mã"</button>
                    <button class="button button--quiet button--danger" name="form" value="ballot">"Hủy và in lại phiếu giấy"</button></p>
                </form>
            </details>
        }
        .into_any()
    };
    view! { <h2>"Phiếu"</h2> {body} }
}

fn spare_view(posted: &Posted, address: &str) -> impl IntoView + use<> {
    let spare = Field::text("spare", "Phiếu dự phòng số").draw(posted);
    let lost = Field::text("lost", "Thay phiếu bị mất số")
        .hint("Chỉ UBMTTQ xã được bỏ trống, khi có hộ mới chuyển đến")
        .draw(posted);
    view! {
        <h2>"Dùng phiếu dự phòng"</h2>
        <form class="form" method="post" action=address.to_owned()>
            <div class="fields">{spare}{lost}</div>
            <button class="button button--quiet" name="step" value="use-spare">"Dùng phiếu này"</button>
        </form>
    }
}

fn paper_view(posted: &Posted, shown: &HamletDesk, address: &str, is_open: bool) -> impl IntoView + use<> {
    let batches = shown.batches.iter().map(|batch| batch_view(batch, is_open)).collect_view();
    let any = !shown.batches.is_empty();
    let begins = is_open && shown.minutes.is_none();
    let twice = tick(posted, "twice", "Hai người nhập độc lập, so sánh rồi xem lại chỗ khác nhau");
    view! {
        <h2>"Nhập phiếu giấy"</h2>
        {any.then(|| view! {
            <table class="table">
                <caption class="unseen">"Các lô phiếu giấy"</caption>
                <thead><tr><th scope="col">"Lô"</th><th scope="col">"Người nhập"</th><th scope="col" class="num">"Số phiếu"</th><th scope="col">"Tình trạng"</th></tr></thead>
                <tbody>{batches}</tbody>
            </table>
        })}
        {begins.then(|| view! {
            <form method="post" action=address.to_owned()>
                {twice}
                <button class="button button--small" name="step" value="batch">"Nhập phiếu giấy"</button>
            </form>
        })}
    }
}

fn batch_view(batch: &BatchRow, is_open: bool) -> impl IntoView + use<> {
    let by = [&batch.by.0, &batch.by.1].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let keyed = if batch.twice && !batch.counted {
        format!("{} và {}", batch.keyed.0, batch.keyed.1)
    } else {
        count(batch.keyed.0)
    };
    let (class, state) = match (batch.counted, is_open) {
        (true, _) => ("status status--met", "Đã chốt"),
        (false, true) => ("status status--none", "Đang nhập"),
        // A hamlet is not closed over a batch that holds ballots.
        (false, false) => ("status status--none", "Để trống"),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/lam-viec/lo/{}", batch.id)>{moment(batch.opened_at)}</a></th>
            <td data-label="Người nhập">{by}</td>
            <td class="num" data-label="Số phiếu">{keyed}</td>
            <td><span class=class>{state}</span></td>
        </tr>
    }
}

/// What happened with a slip, as a sentence.
pub(crate) fn conflict_sentence(serial: u64, kind: ConflictKind) -> String {
    match kind {
        ConflictKind::PaperAfterOnline => {
            format!(
                "Phiếu số {serial}: có phiếu giấy, nhưng hộ đã trả lời trên mạng. Phiếu trên mạng được tính; phiếu giấy để riêng."
            )
        }
        ConflictKind::OnlineAfterPaper => {
            format!("Phiếu số {serial}: có người trả lời trên mạng sau khi phiếu giấy đã được nhập. Hãy hỏi lại hộ.")
        }
        ConflictKind::Unanswered => {
            format!(
                "Phiếu số {serial}: hộ báo chưa trả lời, nhưng phiếu này đã được dùng trên mạng. Hãy gặp hộ để hỏi lại."
            )
        }
        ConflictKind::PaperOnDeadSlip => {
            format!(
                "Phiếu số {serial}: có phiếu giấy, nhưng phiếu này đã được thay hoặc chưa phát. Phiếu giấy để riêng."
            )
        }
    }
}

fn conflicts_view(posted: &Posted, shown: &HamletDesk, address: &str, settles: bool) -> Option<impl IntoView + use<>> {
    let row = |conflict: &Conflict| {
        let text = conflict_sentence(conflict.serial, conflict.kind);
        let times = (conflict.times > 1).then(|| format!(" {} lần.", conflict.times));
        let open = conflict.decision.is_none();
        let releases = conflict.kind == ConflictKind::OnlineAfterPaper;
        let form = (open && settles).then(|| {
            let (decision, release) = conflict_fields(conflict.id);
            let label = format!("Cách giải quyết phiếu số {}", conflict.serial);
            let decision = Field::text(&decision, &label).draw(posted);
            let release = releases.then(|| tick(posted, &release, "Rút phiếu giấy ra để hộ trả lời trên mạng"));
            view! {
                <form class="form" method="post" action=address.to_owned()>
                    <input type="hidden" name="conflict" value=conflict.id.to_string()/>
                    {decision}
                    {release}
                    <button class="button button--quiet" name="step" value="settle">"Ghi cách giải quyết"</button>
                </form>
            }
        });
        let decided =
            conflict.decision.clone().map(|text| view! { <p class="soft">{format!("Đã giải quyết: {text}")}</p> });
        view! { <li class="conflict"><p>{text}{times}</p>{decided}{form}</li> }
    };
    let rows = shown.conflicts.iter().map(row).collect_view();
    (!shown.conflicts.is_empty()).then(|| view! { <h2>"Phiếu trùng"</h2> <ul class="conflicts">{rows}</ul> })
}

fn reopen_view(posted: &Posted, has_minutes: bool, address: &str) -> impl IntoView + use<> {
    let slips = if has_minutes { "" } else { " Phiếu chưa dùng của thôn lại có hiệu lực." };
    let text = format!(
        "Khi đóng nhầm, hoặc còn phiếu giấy chưa nhập.{slips} Biên bản đã ký vẫn được giữ; đóng lại thì ký biên bản mới."
    );
    let reason = Field::text("reason", "Lý do mở lại").lines(2, 300).draw(posted);
    let sure = sure(posted, "reopen", "Mở lại thôn này; biên bản đã ký không còn là biên bản của thôn");
    let is_faulty = posted.fields.get("step") == "reopen";
    view! {
        <details class="sources" open=is_faulty><summary>"Mở lại thôn"</summary>
            <form class="form" method="post" action=address.to_owned()>
                <p>{text}</p>
                {reason}
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="reopen">"Mở lại thôn"</button></p>
            </form>
        </details>
    }
}

fn closing_view(
    posted: &Posted,
    shown: &HamletDesk,
    address: &str,
    closes: bool,
    attaches: bool,
) -> impl IntoView + use<> {
    let files = shown
        .attachments
        .iter()
        .map(|file| {
            let size = format!(" ({} KB, {})", count(file.size.div_ceil(1024)), moment(file.added_at));
            view! { <li><a href=format!("/lam-viec/tep/{}", file.id)>{file.name.clone()}</a>{size}</li> }
        })
        .collect_view();
    let former: Vec<_> = (1..)
        .zip(&shown.former)
        .map(|(n, closing)| {
            let text = format!("Biên bản trước, ký ngày {}", crate::i18n::day(closing.day));
            view! { <li><a href=format!("{address}/bien-ban-ky?ban={n}")>{text}</a></li> }
        })
        .collect();
    let closed =
        shown.closing.as_ref().map(|closing| {
            let text = format!("Đã đóng ngày {} bởi {}.", crate::i18n::day(closing.day), closing.by);
            let add = attaches.then(|| view! {
            <form class="form" method="post" action=format!("{address}?step=attach") enctype="multipart/form-data">
                <input type="hidden" name="step" value="attach"/>
                {file_field(posted, "Ảnh hoặc bản quét biên bản đã ký", true)}
                <button class="button button--quiet">"Gắn vào biên bản"</button>
            </form>
        });
            view! {
                <p>{text}" "<a href=format!("{address}/bien-ban-ky")>"Biên bản để in và ký"</a></p>
                {add}
            }
        });
    let form = closes.then(|| {
        let t = &shown.row.turnout;
        let sums = format!(
            "Phát ra {} = thu về {} + không thu về {}. Thu về {} = hợp lệ {} + không hợp lệ {}.",
            count(t.issued),
            count(t.returned),
            count(t.issued.saturating_sub(t.returned)),
            count(t.returned),
            count(t.valid),
            count(t.invalid)
        );
        let place = Field::text("place", "Nơi kiểm phiếu").hint("Ví dụ: nhà văn hóa thôn").draw(posted);
        let present = Field::text("present", "Người có mặt")
            .hint("Họ tên và chức danh, mỗi người một dòng")
            .lines(4, 4_000)
            .draw(posted);
        let remarks = Field::text("remarks", "Ghi chú").lines(2, 1_000).draw(posted);
        let sure = sure(posted, "close", "Đã đối chiếu các số trên với biên bản giấy");
        view! {
            <form class="form" method="post" action=address.to_owned()>
                <p class="note">{sums}</p>
                <p>"Sau khi đóng, phiếu chưa dùng hết hiệu lực và thôn không nhận thêm phiếu nào."</p>
                {place}
                {present}
                {remarks}
                {sure}
                <button class="button button--small" name="step" value="close">"Đóng thôn và in biên bản"</button>
            </form>
        }
    });
    let any = closed.is_some() || form.is_some();
    let kept = (!former.is_empty() || !shown.attachments.is_empty()).then(|| view! { <ul>{former}{files}</ul> });
    any.then(|| view! { <h2>"Đóng thôn"</h2> {closed} {kept} {form} })
}
