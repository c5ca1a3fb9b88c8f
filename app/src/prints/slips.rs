//! Slips (*thẻ mã*): how a household answers on a phone.

use super::contact::{contact, site};
use super::qr_squares::QrSquares;
use crate::domain::collection::round::Round;
use crate::i18n::purpose::purpose_told;
use crate::i18n::{Lang, hamlet_of, t};
use crate::ports::slips::IssuedSlips;
use crate::routes::SlipLink;
use serde::Serialize;

/// Slips of one hamlet or of several; each hamlet's begin on a sheet of their own.
#[derive(Clone, Debug, Serialize)]
pub struct Slips {
    pub(super) title: String,
    asks: String,
    why: String,
    how: String,
    nameless: String,
    help: String,
    hamlets: Vec<HamletSlips>,
}

#[derive(Clone, Debug, Serialize)]
struct HamletSlips {
    place: String,
    slips: Vec<PrintedSlip>,
}

/// What tells one slip from the others.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PrintedSlip {
    pub(super) number: String,
    pub(super) code: String,
    pub(super) qr: Option<QrSquares>,
}

impl PrintedSlip {
    /// The slips of a hamlet, in the order of their numbers.
    pub(super) fn all(base_url: &str, issued: &IssuedSlips) -> Vec<Self> {
        let slip = |(serial, code): &(u64, crate::domain::collection::code::Code)| {
            let serial = serial.to_string();
            Self {
                number: if issued.spare {
                    t!("prints-spare-no", serial = serial)
                } else {
                    t!("prints-slip-no", serial = serial)
                },
                code: code.to_string(),
                qr: QrSquares::of(&format!("{base_url}{}", SlipLink { code: code.compact() })),
            }
        };
        issued.slips.iter().map(slip).collect()
    }
}

/// So many slips are one part at most: whole sheets.
const A_PART: usize = 480;

impl Slips {
    /// Hamlet by hamlet, and a large one in parts.
    pub(super) fn parts(mut self) -> impl Iterator<Item = Self> {
        let hamlets = std::mem::take(&mut self.hamlets);
        let parts = hamlets.into_iter().flat_map(|HamletSlips { place, slips }| {
            let part = move |slips: &[PrintedSlip]| HamletSlips { place: place.clone(), slips: slips.to_vec() };
            slips.chunks(A_PART).map(part).collect::<Vec<_>>()
        });
        parts.map(move |hamlet| Self { hamlets: vec![hamlet], ..self.clone() })
    }

    /// The slips that were issued for a round, which lead to the address.
    pub fn new(base_url: &str, round: &Round, issued: &[IssuedSlips]) -> Self {
        let hamlets = issued.iter().map(|issued| HamletSlips {
            place: hamlet_of(Lang::Vi, &issued.hamlet.name, &issued.commune.name),
            slips: PrintedSlip::all(base_url, issued),
        });
        let contact = contact(&round.papers.contact);
        Self {
            title: t!("prints-slips", unit = &round.unit.name),
            asks: t!("prints-asks", unit = &round.unit.name),
            why: purpose_told(Lang::Vi, round).unwrap_or_else(|| t!("prints-why")),
            how: t!("prints-how", site = site(base_url), last = round.closes),
            nameless: t!("prints-nameless"),
            help: t!("prints-help", contact = contact),
            hamlets: hamlets.collect(),
        }
    }
}
