//! The minutes of the counting of a hamlet (*biên bản kiểm phiếu*), to print and sign.

use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::survey::count::Count;
use crate::domain::survey::percent::Share;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::labels::label;
use crate::i18n::left_out::left_out;
use crate::i18n::{Lang, count, percent, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::counting::CountingMinutes;
use crate::ports::participation::HamletDetail;
use crate::routes::{Hamlet, ReceiptList, SignedMinutes};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::national_heading::{Issuer, national_heading};
use leptos::prelude::*;

/// Minutes to print and sign.
pub fn route() -> PageRoute {
    PageRoute::new::<SignedMinutes, _>(Audience::SignedIn, show)
}

async fn show(at: SignedMinutes, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let mut shown = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    // Minutes that a correction replaced are there as they were signed, numbered from 1.
    let minutes = match query.parse::<usize>("ban").and_then(|no| no.checked_sub(1)) {
        Some(at) => shown.counting.former.get(at).cloned(),
        None => shown.counting.minutes.take(),
    };
    let minutes = minutes.ok_or(ErrorPage::NotFound)?;
    Ok(Page::new(move || {
        let hamlet = shown.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
        let paper = paper_view(&shown, &minutes, &hamlet);
        let list = minutes.receipts.is_some().then(|| {
            let hamlet = shown.counting.counted_under.unwrap_or(at.hamlet);
            view! { <a href=ReceiptList { round: at.round, hamlet }.to_string()>{t!("minutes-print-to-receipts")}</a> }
        });
        let title = t!("minutes-print-page", hamlet = &hamlet);
        let path = vec![(Hamlet { round: at.round, hamlet: at.hamlet }.to_string(), hamlet)];
        view! {
            <CommitteeLayout title=title me=user.account() path=path>
                <p class="note screen">{t!("minutes-print-how")}" "{list.map(|list| view! { {t!("minutes-print-posted")}" "{list} })}</p>
                {paper}
            </CommitteeLayout>
        }
    }))
}

fn paper_view(shown: &HamletDetail, minutes: &CountingMinutes, hamlet: &str) -> impl IntoView + use<> {
    let HamletDetail { round, row, .. } = shown;
    // Where all boxes of a round were opened at once, the place and who was there are written in by hand.
    let blank = t!("minutes-print-blank");
    let present = if minutes.present.is_empty() { vec![blank.clone(); 3] } else { minutes.present.clone() };
    let present = present.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let place = if minutes.place.is_empty() { &blank } else { &minutes.place };
    let intro = t!(
        "minutes-print-intro",
        day = minutes.day,
        place = place,
        commune = &row.unit.name,
        ruleset = &round.ruleset.name,
    );
    let turnout = minutes.turnout;
    let sums = t!(
        "minutes-print-sums",
        households = turnout.households,
        issued = turnout.issued,
        returned = turnout.returned,
        unreturned = turnout.issued.saturating_sub(turnout.returned),
        valid = turnout.valid,
        invalid = turnout.invalid,
    );
    let [online, assisted, paper, by_hand] = minutes.origins;
    let origins = t!("minutes-print-origins", online = online, assisted = assisted, paper = paper, minutes = by_hand);
    let hamlets = if minutes.hamlets.is_empty() { hamlet.to_owned() } else { minutes.hamlets.join(", ") };
    let issuer = t!("minutes-print-issuer", hamlet = hamlets.to_uppercase());
    let remarks = (!minutes.remarks.is_empty())
        .then(|| view! { <p>{t!("minutes-print-remarks", remarks = &minutes.remarks)}</p> });
    let together = (!minutes.hamlets.is_empty())
        .then(|| view! { <p>{t!("minutes-print-together", hamlets = minutes.hamlets.join(", "))}</p> });
    let unreadable =
        (minutes.unreadable > 0).then(|| view! { <p>{t!("minutes-print-unreadable", count = minutes.unreadable)}</p> });
    let audit_slips = (minutes.audit_slips > 0).then(|| {
        let JudgedSlips { judged, agreed } = shown.counting.audit_slips;
        let judged = (judged > 0).then(|| t!("minutes-print-audit-judged", judged = judged, agreed = agreed));
        view! { <p data-audit-slips>{t!("minutes-print-audit-slips", slips = minutes.audit_slips)}" "{judged}</p> }
    });
    let holders = (!minutes.holders.is_empty())
        .then(|| view! { <p data-holders>{t!("minutes-print-holders", names = minutes.holders.join(", "))}</p> });
    let counts = if shown.counts_stay_below {
        view! { <p data-counts-stay-below>{t!("minutes-print-below")}</p> }.into_markup()
    } else if minutes.counts.is_empty() {
        view! { <p>{t!("minutes-print-few", fewest = shown.round.ruleset.disclosure.fewest)}</p> }.into_markup()
    } else {
        counts_view(shown, minutes).into_markup()
    };
    let receipts = minutes.receipts.as_ref().map(|list| {
        let text = t!("minutes-print-receipts", count = list.count);
        view! { <p>{text}" "<span class="hash">{list.root.clone()}</span></p> }
    });
    // Where nothing was in a box there was none to open.
    let audit = minutes.audit.as_ref().filter(|_| minutes.receipts.is_some()).map(|head| {
        view! { <p>{t!("minutes-print-audit", no = head.no)}" "<span class="hash">{head.link.clone()}</span></p> }
    });
    // Each hamlet's own head signs.
    let heads = if minutes.hamlets.is_empty() { vec![String::new()] } else { minutes.hamlets.clone() };
    let heads = heads.into_iter().map(|hamlet| {
        view! { <p><b>{t!("minutes-print-head")}</b>{(!hamlet.is_empty()).then(|| view! { <br/><b>{hamlet}</b> })}<br/>{t!("minutes-print-sign")}</p> }
    });
    let heads = heads.collect_view();
    let left_out = left_out(Lang::Vi, minutes.counts.iter().copied(), turnout.valid);
    view! {
        <article class="a4">
            {national_heading(Lang::Vi, Issuer::Body(&issuer))}
            <h2 class="a4__title">{t!("minutes-print-title")}</h2>
            <p>{intro}</p>
            <p>{t!("minutes-print-present")}</p>
            <ol>{present}</ol>
            <p>{sums}</p>
            <p>{origins}</p>
            {together}
            {holders}
            {audit_slips}
            {unreadable}
            {counts}
            {receipts}
            {left_out.map(|said| view! { <p data-left-out>{said}</p> })}
            {remarks}
            {audit}
            <div class="a4__sign"><p><b>{t!("minutes-print-households")}</b><br/>{t!("minutes-print-sign")}</p>{heads}</div>
        </article>
    }
}

fn counts_view(shown: &HamletDetail, minutes: &CountingMinutes) -> impl IntoView + use<> {
    let told = minutes.told(shown.round.ruleset.disclosure.fewest);
    let rows = shown.round.ruleset.questions.iter().zip(told).map(|(question, told)| {
        let share = |part: u64, counts: Count| percent(Share::new(part, counts.base()));
        let figures = match told {
            Err(withheld) => view! { <td colspan="4" data-withheld>{label(Lang::Vi, withheld)}</td> }.into_markup(),
            Ok(counts) => view! {
                <td class="num">{count(counts.satisfied)}</td><td class="num">{share(counts.satisfied, counts)}</td>
                <td class="num">{count(counts.unsatisfied)}</td><td class="num">{share(counts.unsatisfied, counts)}</td>
            }
            .into_markup(),
        };
        view! { <tr><td class="num">{question.no}</td><td>{question.topic.clone()}</td>{figures}</tr> }
    });
    let rows = rows.collect_view();
    let hides = minutes.told(shown.round.ruleset.disclosure.fewest).any(|told| told.is_err());
    let hides = hides.then(|| view! { <p>{t!("minutes-print-hides")}</p> });
    let (ballots, share) = (t!("minutes-print-ballots"), t!("minutes-print-share"));
    view! {
        <div class="a4__scroll" tabindex="0" role="region" aria-label=t!("minutes-print-counts")><table class="a4__table">
            <thead>
                <tr><th rowspan="2">{t!("minutes-print-no")}</th><th rowspan="2">{t!("minutes-print-content")}</th><th colspan="2">{t!("minutes-print-satisfied")}</th><th colspan="2">{t!("minutes-print-unsatisfied")}</th></tr>
                <tr><th>{ballots.clone()}</th><th>{share.clone()}</th><th>{ballots}</th><th>{share}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table></div>
        {hides}
    }
}
