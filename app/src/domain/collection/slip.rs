//! How people name a slip (*thẻ mã*): by its number or by its code.

use crate::domain::collection::code::Code;
use crate::domain::number::read_count;

/// A slip, as somebody names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// By its code.
    Code(Code),
    /// By its number within the hamlet.
    Serial(u64),
}

impl Slip {
    /// Reads a slip's number, of six digits at most, or its whole code.
    ///
    /// ```
    /// use app::domain::collection::slip::Slip;
    /// assert_eq!(Slip::parse(" 17 "), Some(Slip::Serial(17)));
    /// assert_eq!(Slip::parse("1234567"), None);
    /// ```
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let serial = read_count(typed).ok().filter(|serial| *serial < 1_000_000).map(Self::Serial);
        serial.or_else(|| Code::parse(typed).ok().map(Self::Code))
    }
}

impl From<u64> for Slip {
    fn from(serial: u64) -> Self {
        Self::Serial(serial)
    }
}
