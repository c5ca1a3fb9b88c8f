//! Every address once, typed: what stands in its path, and how it is written.
//!
//! Pages take these as extractors and write links with them; no path is written anywhere else.

use crate::documents::format::{Format, RoundDocument};
use crate::domain::document_kind::DocumentKind;
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::handbook::Reader;
use crate::i18n::Lang;
use crate::list_file::ListFormat;
use crate::open_data::OpenFormat;
use crate::received::received;
use axum_extra::routing::TypedPath;
use serde::{Deserialize, Deserializer};
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// Defines addresses: `Round: "/lam-viec/dot/{round}" { round: Uuid }`.
macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident: $path:literal $({ $($field:ident: $of:ty),+ })?;)+) => {
        $(routes!(@one $(#[$doc])* $name $path $({ $($field: $of),+ })?);)+
    };
    (@one $(#[$doc:meta])* $name:ident $path:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, TypedPath, Deserialize)]
        #[typed_path($path, rejection(ErrorPage))]
        pub struct $name;
        impl Address for $name {}
    };
    (@one $(#[$doc:meta])* $name:ident $path:literal { $($field:ident: $of:ty),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, TypedPath, Deserialize)]
        #[typed_path($path, rejection(ErrorPage))]
        #[allow(missing_docs, reason = "a field is named after what it is the key or code of")]
        pub struct $name { $(#[serde(deserialize_with = "read_key")] pub $field: $of),+ }
        impl Address for $name {}
    };
}

/// Reads a key out of a path: text as it is received everywhere else.
fn read_key<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(path: D) -> Result<T, D::Error> {
    received(&String::deserialize(path)?).parse().map_err(serde::de::Error::custom)
}

/// The name under which a query says the language.
pub const LANGUAGE: &str = "lang";

/// An address, with or without a query.
pub trait Address: Display {
    /// The address with a query: `Plan { plan }.with(&[("xong", "1")])`.
    fn with(&self, query: &[(&str, &str)]) -> String {
        let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        if query.is_empty() { self.to_string() } else { format!("{self}?{query}") }
    }

    /// The address in a language, with a query: whoever reads English goes on in English. An address that names no
    /// language is Vietnamese.
    fn in_language(&self, lang: Lang, query: &[(&str, &str)]) -> String {
        match lang {
            Lang::Vi => self.with(query),
            Lang::En => self.with(&[query, &[(LANGUAGE, lang.tag())]].concat()),
        }
    }
}

routes! {
    /// The first page: the field for the code.
    Home: "/";
    /// Where a slip's link leads.
    SlipLink: "/p/{code}" { code: String };
    /// Where a household's forms are posted.
    Ballot: "/phieu";
    /// After sending.
    Thanks: "/cam-on";

    /// The topmost units with results.
    Units: "/ket-qua";
    /// A unit's published results.
    UnitResults: "/ket-qua/{code}" { code: String };
    /// The list of what lies in a unit as a file, with its filter.
    UnitList: "/ket-qua/{code}/{format}" { code: String, format: ListFormat };
    /// What is supervised of a unit: what people said, what was recommended, what became of it.
    CommunityOversight: "/ket-qua/{code}/giam-sat" { code: String };
    /// The same as a poster for the hall.
    CommunityPoster: "/ket-qua/{code}/giam-sat.pdf" { code: String };
    /// A programme of supervision that residents may read.
    PublicProgramme: "/chuong-trinh-giam-sat/{programme}" { programme: Uuid };
    /// The picture beside a link to a unit's results.
    UnitPicture: "/ket-qua/{code}/chia-se.png" { code: String };
    /// A unit's map.
    UnitMap: "/ket-qua/{code}/ban-do" { code: String };
    /// The targets of a unit's plan.
    UnitTargets: "/ket-qua/{code}/chi-tieu" { code: String };
    /// A commune across its rounds.
    UnitTrend: "/ket-qua/{code}/dien-bien" { code: String };
    /// What there is to see and to try in a demonstration.
    Demonstration: "/minh-hoa";
    /// Published results for whoever works with them.
    OpenData: "/du-lieu";
    /// The same as a file.
    OpenDataFile: "/du-lieu/{format}" { format: OpenFormat };
    /// How it is asked and counted.
    Method: "/cach-tinh";
    /// Whose handbooks there are.
    Handbooks: "/so-tay";
    /// What a role does, in order.
    Handbook: "/so-tay/{reader}" { reader: Reader };
    /// The same to print.
    HandbookPrint: "/so-tay/{reader}/so-tay.pdf" { reader: Reader };
    /// Where a household looks its receipt up.
    FindReceipt: "/bien-nhan";
    /// The receipts of a box that was opened.
    ReceiptList: "/bien-nhan/{round}/{hamlet}" { round: Uuid, hamlet: Uuid };
    /// A published notice.
    PublishedNotice: "/thong-bao/{round}" { round: Uuid };
    /// The same as a file.
    NoticeFile: "/thong-bao/{round}/{format}" { round: Uuid, format: Format };
    /// A signed notice of a round.
    SignedNoticeFile: "/thong-bao/{round}/da-ky/{file}" { round: Uuid, file: Uuid };
    /// The public record of a round, to recount it.
    RoundRecord: "/thong-bao/{round}/ho-so.zip" { round: Uuid };
    /// How programs read published results.
    Api: "/api";
    /// The same for programs (`OpenAPI`).
    ApiDescription: "/api/v1/openapi.json";
    /// All published results for programs.
    ResultsList: "/api/v1/results";
    /// Published results for programs.
    ResultsApi: "/api/v1/rounds/{round}/results" { round: String };

    /// Signing in.
    SignIn: "/dang-nhap";
    /// The first time, with a letter.
    AcceptInvitation: "/thu-moi";

    /// What is to be done.
    CommitteeHome: "/lam-viec";
    /// One's own account.
    OwnAccount: "/lam-viec/toi";
    /// Accounts inside one's scope.
    Accounts: "/lam-viec/tai-khoan";
    /// Inviting several people at once.
    Invitations: "/lam-viec/tai-khoan/moi";
    /// Who did what.
    AuditLog: "/lam-viec/nhat-ky";

    /// Trying a round with made-up households.
    Trial: "/lam-viec/lam-thu";
    /// What stands in the place of a trial that is no more.
    TrialOver: "/thu";
    /// Out of a trial.
    LeaveTrial: "/thu/ra";

    /// How all of one's own unit stands, in pictures.
    Dashboard: "/lam-viec/tong-quan";
    /// Beginning a plan.
    NewPlan: "/lam-viec/ke-hoach/moi";
    /// A plan.
    Plan: "/lam-viec/ke-hoach/{plan}" { plan: Uuid };
    /// The wording of a plan's ballot.
    BallotWording: "/lam-viec/ke-hoach/{plan}/phieu" { plan: Uuid };
    /// Taking the wording out of a form of another program (`XLSForm`).
    BallotFromForm: "/lam-viec/ke-hoach/{plan}/phieu/tu-xlsform" { plan: Uuid };
    /// The ballot of a plan as such a form.
    BallotForm: "/lam-viec/ke-hoach/{plan}/phieu/xlsform.xlsx" { plan: Uuid };
    /// A plan's ballot as households will see it on a phone.
    BallotPreview: "/lam-viec/ke-hoach/{plan}/xem-truoc" { plan: Uuid };
    /// The same on paper, as it will be printed.
    PaperPreview: "/lam-viec/ke-hoach/{plan}/phieu-giay.pdf" { plan: Uuid };
    /// A commune's hamlets.
    Hamlets: "/lam-viec/thon/{commune}" { commune: String };

    /// The workbook to fill a commune's hamlets into.
    HamletsTemplate: "/lam-viec/thon/{commune}/mau.xlsx" { commune: String };

    /// A round.
    Round: "/lam-viec/dot/{round}" { round: Uuid };
    /// What can be printed for a round.
    Prints: "/lam-viec/dot/{round}/in" { round: Uuid };
    /// One of the prints.
    PrintFile: "/lam-viec/dot/{round}/in/{print}" { round: Uuid, print: String };
    /// Slips of all communes of a round.
    PrintArchive: "/lam-viec/dot/{round}/in-ca-dot/{print}" { round: Uuid, print: String };
    /// Who takes part in a round, as it changes.
    RoundLive: "/lam-viec/dot/{round}/tham-gia" { round: Uuid };
    /// Signals of quality in a round.
    Signals: "/lam-viec/dot/{round}/tin-hieu" { round: Uuid };
    /// Audit slips of a round.
    AuditSlips: "/lam-viec/dot/{round}/phieu-kiem-tra" { round: Uuid };
    /// What small numbers withhold of a round, and the decision to tell it.
    FullFigures: "/lam-viec/dot/{round}/so-lieu-day-du" { round: Uuid };
    /// A round's notice, being written.
    Notice: "/lam-viec/dot/{round}/thong-bao" { round: Uuid };
    /// The same as it stands, as a file.
    NoticeDraftFile: "/lam-viec/dot/{round}/thong-bao/{format}" { round: Uuid, format: Format };
    /// What is reported of a published round, as a file.
    RoundDocumentFile: "/lam-viec/dot/{round}/van-ban/{document}/{format}" { round: Uuid, document: RoundDocument, format: Format };
    /// What the Front contributes to a commune's dossier of recognition.
    Dossier: "/lam-viec/dot/{round}/ho-so.zip" { round: Uuid };
    /// The templates of documents that one's own unit may word.
    Templates: "/lam-viec/mau-van-ban";
    /// One of them, by the level that issues the document.
    Template: "/lam-viec/mau-van-ban/{level}/{kind}" { level: Level, kind: DocumentKind };
    /// A hamlet in a round.
    Hamlet: "/lam-viec/dot/{round}/thon/{hamlet}" { round: Uuid, hamlet: Uuid };
    /// Helping households of a hamlet.
    Assist: "/lam-viec/dot/{round}/thon/{hamlet}/ho-tro" { round: Uuid, hamlet: Uuid };
    /// A hamlet's hand-counted minutes.
    Minutes: "/lam-viec/dot/{round}/thon/{hamlet}/bien-ban" { round: Uuid, hamlet: Uuid };
    /// A closed hamlet's minutes, to print and sign.
    SignedMinutes: "/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky" { round: Uuid, hamlet: Uuid };
    /// The same as a file.
    SignedMinutesFile: "/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky/{format}" { round: Uuid, hamlet: Uuid, format: Format };
    /// A batch of paper ballots.
    PaperBatch: "/lam-viec/lo/{batch}" { batch: Uuid };
    /// What was signed of a published round.
    SignedDocumentFile: "/lam-viec/van-ban-ky/{file}" { file: Uuid };
    /// A photo or scan of signed minutes.
    HamletFile: "/lam-viec/tep/{file}" { file: Uuid };

    /// Claims beside answers.
    Comparison: "/lam-viec/giam-sat";
    /// The same as a file, with its filter.
    ComparisonList: "/lam-viec/giam-sat/{format}" { format: ListFormat };
    /// Units with their criteria, and taking a file in.
    CriteriaFiles: "/lam-viec/tieu-chi";
    /// The workbook to fill in.
    CriteriaTemplate: "/lam-viec/tieu-chi/mau.xlsx";
    /// A file of statuses to be looked at.
    CriteriaFile: "/lam-viec/tieu-chi/nhap/{draft}" { draft: Uuid };
    /// A unit's criteria.
    Criteria: "/lam-viec/tieu-chi/{unit}" { unit: String };
    /// Recommendations.
    Recommendations: "/lam-viec/kien-nghi";
    /// The same as a file, with its filter.
    RecommendationsList: "/lam-viec/kien-nghi/tep/{format}" { format: ListFormat };
    /// Raising one.
    NewRecommendation: "/lam-viec/kien-nghi/moi";
    /// A recommendation with its answers.
    Recommendation: "/lam-viec/kien-nghi/{recommendation}" { recommendation: Uuid };
    /// A step of a recommendation as a letter, by its place from 1.
    RecommendationLetter: "/lam-viec/kien-nghi/{recommendation}/buoc/{step}/{format}" { recommendation: Uuid, step: usize, format: Format };
    /// Programmes of supervision.
    Programmes: "/lam-viec/chuong-trinh";
    /// One of them.
    Programme: "/lam-viec/chuong-trinh/{programme}" { programme: Uuid };
    /// Planning an activity of it.
    NewActivity: "/lam-viec/chuong-trinh/{programme}/noi-dung-moi" { programme: Uuid };
    /// Its report.
    ProgrammeReport: "/lam-viec/chuong-trinh/{programme}/bao-cao/{format}" { programme: Uuid, format: Format };
    /// An activity of a programme.
    Activity: "/lam-viec/noi-dung-giam-sat/{activity}" { activity: Uuid };
    /// A file that proves a status or stands beside a recommendation or a visit.
    EvidenceFile: "/lam-viec/tai-lieu/{file}" { file: Uuid };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_with_its_keys_and_its_query_is_escaped() {
        let hamlet = Hamlet { round: Uuid::nil(), hamlet: Uuid::max() };
        assert_eq!(hamlet.to_string(), format!("/lam-viec/dot/{}/thon/{}", Uuid::nil(), Uuid::max()));
        assert_eq!(SlipLink { code: "a/b c".into() }.to_string(), "/p/a%2Fb%20c");
        assert_eq!(SignIn.with(&[("tiep", "/lam-viec?a=1&b=2")]), "/dang-nhap?tiep=%2Flam-viec%3Fa%3D1%26b%3D2");
        assert_eq!(SignIn.with(&[]), "/dang-nhap");
        assert_eq!(Units.in_language(Lang::Vi, &[]), "/ket-qua");
        assert_eq!(Units.in_language(Lang::En, &[("tim", "ka")]), "/ket-qua?tim=ka&lang=en");
    }
}
