//! The heading that Decree 30/2020/NĐ-CP puts on every paper (*quốc hiệu, tiêu ngữ*): the country, and whoever issues it.

use crate::i18n::t;
use leptos::prelude::*;

/// The heading with `what` on its left; or with an issuer there: who stands above, the committee, the paper's number.
pub(crate) fn national_heading(what: &str, issuer: Option<(&str, &str, &str)>) -> impl IntoView + use<> {
    let left = match issuer {
        Some((above, committee, number)) => {
            let number = t!("heading-number", number = number);
            view! {
                <div class="a4__issuer"><p>{above.to_owned()}</p><p><b>{committee.to_owned()}</b></p><hr/><p>{number}</p></div>
            }
            .into_any()
        }
        None => view! { <div class="a4__issuer"><p>{what.to_owned()}</p></div> }.into_any(),
    };
    view! {
        <div class="a4__head">
            {left}
            <div class="a4__nation"><p><b>{t!("heading-country")}</b></p><p><b>{t!("heading-motto")}</b></p><hr/></div>
        </div>
    }
}
