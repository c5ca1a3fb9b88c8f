//! Kinds of documents whose text the Front may word for itself (*loại văn bản*).

use crate::domain::units::unit::Level;
use crate::message::Message;
use strum::{Display, EnumString};

/// A kind of document; written as in addresses and in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString)]
pub enum DocumentKind {
    /// The notice of a round (*thông báo kết quả lấy ý kiến*).
    #[strum(serialize = "thong-bao")]
    Notice,
    /// The minutes of the counting of a hamlet (*biên bản kiểm phiếu*).
    #[strum(serialize = "bien-ban")]
    Minutes,
    /// The report to the body above (*báo cáo kết quả lấy ý kiến*).
    #[strum(serialize = "bao-cao")]
    Report,
    /// The summary table (*bảng tổng hợp*).
    #[strum(serialize = "tong-hop")]
    Summary,
    /// The letter about contents that people denied (*đề nghị giải trình, khắc phục, lấy ý kiến lại*).
    #[strum(serialize = "giai-trinh")]
    Request,
    /// A letter about a recommendation (*công văn kiến nghị*).
    #[strum(serialize = "cong-van")]
    Letter,
    /// The report of a programme of supervision (*báo cáo kết quả giám sát, phản biện xã hội*).
    #[strum(serialize = "bao-cao-giam-sat")]
    Supervision,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Notice, Self::Minutes, Self::Report, Self::Summary, Self::Request, Self::Letter, Self::Supervision];

    /// Whether units of a level issue it: hamlets their minutes, those above everything else.
    pub fn is_issued_at(self, level: Level) -> bool {
        (self == Self::Minutes) == (level == Level::Hamlet)
    }

    /// The level that issues it, for a unit of a level: a commune's minutes are its hamlets'.
    pub const fn level_for(self, unit: Level) -> Level {
        match self {
            Self::Minutes => Level::Hamlet,
            _ => unit,
        }
    }
}

/// What it is called.
impl From<DocumentKind> for Message {
    fn from(kind: DocumentKind) -> Self {
        Self::plain(match kind {
            DocumentKind::Notice => "document-kind-notice",
            DocumentKind::Minutes => "document-kind-minutes",
            DocumentKind::Report => "document-kind-report",
            DocumentKind::Summary => "document-kind-summary",
            DocumentKind::Request => "document-kind-request",
            DocumentKind::Letter => "document-kind-letter",
            DocumentKind::Supervision => "document-kind-supervision",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_issued_at_the_level_it_has_for_a_unit() {
        for kind in DocumentKind::ALL {
            assert!(kind.is_issued_at(kind.level_for(Level::Commune)), "{kind}");
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        let of_hamlets = DocumentKind::ALL.into_iter().filter(|kind| kind.is_issued_at(Level::Hamlet));
        assert_eq!(of_hamlets.collect::<Vec<_>>(), [DocumentKind::Minutes]);
    }
}
