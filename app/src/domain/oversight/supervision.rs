//! Supervision and social critique (*giám sát, phản biện xã hội*): what the Front and its member organisations set out to
//! look at in a year, and what came of it.
//!
//! Sources: Quyết định 217-QĐ/TW of 12/12/2013; Nghị quyết liên tịch 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN, in force since
//! 15/6/2017; Luật Mặt trận Tổ quốc Việt Nam 2015 for the methods; Kế hoạch 47-KH/TU, IV.2 and IV.4.

use crate::message::Message;
use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr};

/// The longest subject of an activity, in characters.
pub const LONGEST_SUBJECT: usize = 300;
/// The longest text of a finding, a comment, a reply or a conclusion, in characters.
pub const LONGEST_TEXT: usize = 4_000;
/// The most findings of one visit.
pub const MOST_FINDINGS: usize = 30;

/// Whose programme it is (*chủ thể giám sát*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Supervisor {
    /// The Front's own (*Ủy ban MTTQ Việt Nam*).
    #[default]
    Front,
    /// A member organisation's (*tổ chức thành viên*), which is named.
    Organisation,
    /// The people's council's (*Hội đồng nhân dân*).
    Council,
}

impl Supervisor {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Front, Self::Organisation, Self::Council];
}

/// Its label.
impl From<Supervisor> for Message {
    fn from(supervisor: Supervisor) -> Self {
        Self::plain(match supervisor {
            Supervisor::Front => "supervisor-front",
            Supervisor::Organisation => "supervisor-organisation",
            Supervisor::Council => "supervisor-council",
        })
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum ActivityKind {
    /// Supervision (*giám sát*) of units.
    #[default]
    Supervision,
    /// Social critique (*phản biện xã hội*) of a draft document.
    Critique,
    /// Comments (*góp ý*) on a draft document.
    Comment,
}

impl ActivityKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Supervision, Self::Critique, Self::Comment];

    /// Whether it is about a draft document and its body replies, or else about units that are visited.
    pub const fn is_about_draft(self) -> bool {
        matches!(self, Self::Critique | Self::Comment)
    }
}

/// Its label.
impl From<ActivityKind> for Message {
    fn from(kind: ActivityKind) -> Self {
        Self::plain(match kind {
            ActivityKind::Supervision => "activity-kind-supervision",
            ActivityKind::Critique => "activity-kind-critique",
            ActivityKind::Comment => "activity-kind-comment",
        })
    }
}

/// How it is done (*hình thức*; Luật Mặt trận Tổ quốc Việt Nam 2015, Điều 27 and 34).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Method {
    /// A delegation visits (*tổ chức đoàn giám sát*).
    #[default]
    Delegation,
    /// Documents are studied (*nghiên cứu, xem xét văn bản*).
    Documents,
    /// The people's inspectorate or the community's supervision of investments (*Ban thanh tra nhân dân, Ban giám sát đầu tư của cộng đồng*).
    Inspectorate,
    /// Together with another body (*tham gia giám sát với cơ quan, tổ chức có thẩm quyền*).
    Joint,
    /// A conference on a draft (*hội nghị phản biện*).
    Conference,
    /// The draft is sent round (*gửi dự thảo văn bản lấy ý kiến*).
    Circulation,
    /// Those who wrote the draft are spoken with (*đối thoại trực tiếp*).
    Dialogue,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Delegation,
        Self::Documents,
        Self::Inspectorate,
        Self::Joint,
        Self::Conference,
        Self::Circulation,
        Self::Dialogue,
    ];

    /// Whether something of this kind is done so.
    pub const fn fits(self, kind: ActivityKind) -> bool {
        matches!(self, Self::Conference | Self::Circulation | Self::Dialogue) == kind.is_about_draft()
    }
}

/// Its label.
impl From<Method> for Message {
    fn from(method: Method) -> Self {
        Self::plain(match method {
            Method::Delegation => "supervision-method-delegation",
            Method::Documents => "supervision-method-documents",
            Method::Inspectorate => "supervision-method-inspectorate",
            Method::Joint => "supervision-method-joint",
            Method::Conference => "supervision-method-conference",
            Method::Circulation => "supervision-method-circulation",
            Method::Dialogue => "supervision-method-dialogue",
        })
    }
}

/// Why it is done now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Occasion {
    /// By the year's plan (*định kỳ, theo chương trình*).
    #[default]
    Periodic,
    /// Something came up (*đột xuất*).
    AdHoc,
}

impl Occasion {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Periodic, Self::AdHoc];
}

/// Its label.
impl From<Occasion> for Message {
    fn from(occasion: Occasion) -> Self {
        Self::plain(match occasion {
            Occasion::Periodic => "occasion-periodic",
            Occasion::AdHoc => "occasion-ad-hoc",
        })
    }
}

/// What became of a comment on a draft (*tiếp thu, giải trình*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Uptake {
    /// Taken up (*tiếp thu*).
    Whole,
    /// Taken up in part (*tiếp thu một phần*).
    Partly,
    /// Not taken up, with the reason (*giải trình, không tiếp thu*).
    Explained,
}

impl Uptake {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Partly, Self::Explained];
}

/// Its label.
impl From<Uptake> for Message {
    fn from(uptake: Uptake) -> Self {
        Self::plain(match uptake {
            Uptake::Whole => "uptake-whole",
            Uptake::Partly => "uptake-partly",
            Uptake::Explained => "uptake-explained",
        })
    }
}

/// How far an activity has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Its last day is over and it is not concluded.
    Overdue,
    /// It is being done.
    UnderWay,
    /// It is to come.
    Planned,
    /// It is concluded (*đã kết luận*).
    Concluded,
}

impl Progress {
    /// How far it has come on `today`: planned until its first day or until something was done; the last day itself is in time.
    pub fn on(today: NaiveDate, [starts, ends]: [NaiveDate; 2], has_begun: bool, is_concluded: bool) -> Self {
        if is_concluded {
            Self::Concluded
        } else if ends < today {
            Self::Overdue
        } else if has_begun || starts <= today {
            Self::UnderWay
        } else {
            Self::Planned
        }
    }
}

/// Its label.
impl From<Progress> for Message {
    fn from(progress: Progress) -> Self {
        Self::plain(match progress {
            Progress::Overdue => "activity-overdue",
            Progress::UnderWay => "activity-under-way",
            Progress::Planned => "activity-planned",
            Progress::Concluded => "activity-concluded",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn each_kind_has_methods_of_its_own() {
        for kind in ActivityKind::ALL {
            let methods = Method::ALL.into_iter().filter(|method| method.fits(kind)).count();
            assert_eq!(methods, if kind.is_about_draft() { 3 } else { 4 });
        }
    }

    #[test]
    fn an_activity_is_overdue_the_day_after_its_last_unless_it_is_concluded() {
        let days = [day("2026-05-01"), day("2026-05-31")];
        let on = |today: &str, has_begun, is_concluded| Progress::on(day(today), days, has_begun, is_concluded);
        assert_eq!(on("2026-04-30", false, false), Progress::Planned);
        assert_eq!(on("2026-04-30", true, false), Progress::UnderWay, "somebody went before the day");
        assert_eq!(on("2026-05-01", false, false), Progress::UnderWay);
        assert_eq!(on("2026-05-31", true, false), Progress::UnderWay);
        assert_eq!(on("2026-06-01", true, false), Progress::Overdue);
        assert_eq!(on("2026-06-01", true, true), Progress::Concluded);
    }
}
