//! What is printed on A4 (*bản in*), as data: which words and pictures stand on which paper. How they lie on it is said by the
//! template of the same name, `server/prints/NAME.typ`.

pub mod announcement;
pub mod ballots;
pub mod community;
mod contact;
pub mod handbook;
pub mod invitations;
pub mod poster;
pub mod qr_squares;
pub mod register;
pub mod shared_picture;
pub mod slips;
pub mod tally;

use crate::documents::Document;
use crate::domain::collection::round::Round;
use crate::ports::slips::IssuedSlips;
use serde::Serialize;
use strum::IntoStaticStr;

/// Something to print.
#[derive(Clone, Debug, Serialize, IntoStaticStr)]
#[serde(untagged)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Print {
    /// Slips with codes, eight on a sheet.
    Slips(slips::Slips),
    /// Paper ballots, with codes or blank.
    Ballots(ballots::Ballots),
    /// Who was given a slip.
    Register(register::Register),
    /// Sheets on which votes are tallied by hand.
    Tally(tally::Tally),
    /// What hangs in the hall.
    Poster(poster::Poster),
    /// What is supervised of a unit, for those who live there.
    Community(community::Community),
    /// What is read out over the loudspeaker.
    Announcement(announcement::Announcement),
    /// Letters that invite people to work here, two on a sheet.
    Invitations(invitations::Invitations),
    /// What a role does, in order.
    Handbook(handbook::Handbook),
    /// A notice, minutes, a report, a letter.
    Document(Box<Document>),
}

/// What carries the codes of slips that were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithCodes {
    /// Slips, to be answered on a phone.
    Slips,
    /// Paper ballots.
    Ballots,
}

impl WithCodes {
    /// The print of slips that were issued.
    pub fn print(self, base_url: &str, round: &Round, issued: &[IssuedSlips]) -> Print {
        match self {
            Self::Slips => Print::Slips(slips::Slips::new(base_url, round, issued)),
            Self::Ballots => Print::Ballots(ballots::Ballots::with_codes(base_url, round, issued)),
        }
    }
}

impl Print {
    /// The same in parts that begin on sheets of their own: whoever typesets holds only one of them.
    pub fn parts(self) -> Vec<Self> {
        match self {
            Self::Slips(slips) => slips.parts().map(Self::Slips).collect(),
            Self::Ballots(ballots) => ballots.parts().map(Self::Ballots).collect(),
            Self::Register(register) => register.parts().map(Self::Register).collect(),
            Self::Tally(tally) => tally.parts().map(Self::Tally).collect(),
            whole @ (Self::Poster(_)
            | Self::Community(_)
            | Self::Announcement(_)
            | Self::Invitations(_)
            | Self::Handbook(_)
            | Self::Document(_)) => vec![whole],
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        match self {
            Self::Slips(slips::Slips { title, .. })
            | Self::Ballots(ballots::Ballots { title, .. })
            | Self::Register(register::Register { title, .. })
            | Self::Tally(tally::Tally { title, .. })
            | Self::Poster(poster::Poster { title, .. })
            | Self::Community(community::Community { title, .. })
            | Self::Announcement(announcement::Announcement { title, .. })
            | Self::Invitations(invitations::Invitations { title, .. })
            | Self::Handbook(handbook::Handbook { title, .. }) => title,
            Self::Document(document) => &document.title,
        }
    }

    /// Whether its parts begin on the front of a sheet where both sides are printed.
    pub const fn begins_in_front(&self) -> bool {
        matches!(self, Self::Ballots(_))
    }
}
