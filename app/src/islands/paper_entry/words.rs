//! What is said where paper is keyed in.

use crate::messages;

messages! {
    /// Why a ballot is not keyed in, or not taken out.
    pub enum KeyingRefused {
        /// It names no slip.
        Slip = "keying-slip",
        /// The slip is in another batch.
        Elsewhere { serial: String } = "keying-elsewhere",
        /// The slip is in this batch, and nobody opened it to key it again.
        Already { serial: String } = "keying-already",
        /// The hamlet has no such slip.
        Unknown = "keying-unknown",
        /// Nobody says which one.
        Serial = "keying-serial",
        /// The batch was thrown away.
        Gone = "keying-gone",
        /// It was sealed for somebody else.
        Unreadable = "keying-unreadable",
    }
}

messages! {
    /// What is said of what is typed, and of what became of it.
    pub enum KeyingTold {
        /// The label of the keys.
        Keys { count: usize } = "keying-keys",
        /// Which question comes next.
        Next { no: usize, all: usize, topic: String } = "keying-told-next",
        /// Too many keys.
        More { count: usize, all: usize } = "keying-told-more",
        /// There is a key for every question.
        Complete = "keying-told-complete",
        /// The whole ballot is invalid.
        Invalid = "keying-told-invalid",
        /// One wrong character of a code explains it.
        CodeGroup { group: usize } = "keying-told-code-group",
        /// How many are keyed in.
        Keyed { count: usize } = "keying-keyed",
        /// How many two people keyed.
        Twice { first: u64, second: u64 } = "batch-keyed-twice",
        /// A ballot was kept.
        Kept { serial: String } = "batch-keyed",
        /// It took the place of an earlier one.
        KeptAgain { serial: String } = "batch-keyed-again",
        /// A ballot was taken out.
        TakenOut { serial: String } = "batch-taken-out",
        /// The button that takes the last one back.
        Undo { slip: String } = "keying-undo",
        /// The fields are not empty: what stands there would be lost.
        FirstFinish { slip: String } = "keying-first-finish",
        /// The slip was typed a moment ago.
        Waiting { serial: String } = "keying-waiting",
        /// It was not taken back.
        NotUndone { slip: String } = "keying-not-undone",
        /// Whose receipt it is.
        OfSlip { serial: String } = "receipt-of-slip",
    }
}

messages! {
    /// Why ballots wait on the device.
    pub enum LineTold {
        /// How many there are.
        Waits { count: usize } = "keying-waits",
        /// There is no line.
        Down = "keying-line-down",
        /// The session is over.
        SignedOut = "keying-line-signed-out",
        /// Somebody else is signed in.
        Other = "keying-line-other",
        /// The batch is not to be ended before they are sent.
        FirstSend { count: usize } = "keying-first-send",
        /// The server does not answer as it should.
        Broken = "keying-line-broken",
        /// The browser keeps nothing on the device.
        NoShelf = "keying-no-shelf",
    }
}

messages! {
    /// Words that stand there always.
    #[derive(Copy)]
    pub enum EntryWord {
        SlipNumber = "keying-slip-number",
        Save = "save",
        Key1 = "keying-key-1",
        Key2 = "keying-key-2",
        Key0 = "keying-key-0",
        Key9 = "keying-key-9",
        More = "keying-more",
        Reasons = "keying-reasons",
        ReasonsHint = "keying-reasons-hint",
        KeyedHint = "keying-keyed-hint",
        Receipts = "keying-receipts",
        ReceiptsLead = "keying-receipts-lead",
        Refused = "keying-refused",
        Mend = "keying-mend",
        Drop = "keying-drop",
        SignIn = "sign-in-go",
        Compare = "keying-compare",
    }
}

#[cfg(feature = "ssr")]
mod worded {
    use super::{EntryWord, KeyingRefused, KeyingTold, LineTold};
    use crate::domain::collection::paper::KeyFault;
    use crate::i18n::Lang;
    use crate::islands::phrases::Phrases;

    /// All of it in Vietnamese.
    pub fn phrases() -> Phrases {
        Phrases::new(Lang::Vi)
            .with::<EntryWord>(Lang::Vi)
            .with::<KeyingRefused>(Lang::Vi)
            .with::<KeyingTold>(Lang::Vi)
            .with::<LineTold>(Lang::Vi)
            .with::<KeyFault>(Lang::Vi)
    }
}

#[cfg(feature = "ssr")]
pub use worded::phrases;
