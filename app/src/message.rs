//! What is to be said, as a value: the key of a sentence and what stands in it. The sentence itself stands in `locales/`.
//!
//! Rules and ports refuse with such values, so that tests look at what was refused and not at how it is worded.

use crate::domain::survey::percent::Share;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A sentence to be worded in some language. What is written into the audit log keeps it like this, so that it is worded
/// anew whenever it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its key in the locale files.
    pub key: Cow<'static, str>,
    /// What stands in it, by name.
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

/// Something that stands in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// A count; written with the language's thousands.
    Number(u64),
    /// A decimal number, with a point; written with the language's mark.
    Decimal(String),
    /// A text as it is.
    Text(String),
    /// A day; written as people of the language write it.
    Day(NaiveDate),
    /// Another message, worded in the same language.
    Message(Box<Message>),
}

/// Messages that can be worded before it is known what stands in them.
pub trait Blank {
    /// One of each kind, with the name of whatever stands in it, in braces, in its place.
    fn blanks() -> Vec<Message>;
}

impl Message {
    /// A sentence in which nothing stands.
    pub const fn plain(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: Vec::new() }
    }

    /// The same with something in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((Cow::Borrowed(name), arg.into()));
        self
    }
}

/// For logs; people read the worded sentence.
impl fmt::Display for Message {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.key)?;
        self.args.iter().try_for_each(|(name, arg)| write!(to, " {name}={arg:?}"))
    }
}

macro_rules! into_arg {
    ($($from:ty => |$it:ident| $arg:expr),* $(,)?) => {
        $(impl From<$from> for Arg { fn from($it: $from) -> Self { $arg } })*
    };
}
into_arg! {
    u64 => |it| Self::Number(it),
    &u64 => |it| Self::Number(*it),
    &u32 => |it| Self::Number((*it).into()),
    &usize => |it| Self::Number(*it as u64),
    i64 => |it| Self::Number(it.unsigned_abs()),
    i32 => |it| Self::Number(it.unsigned_abs().into()),
    u8 => |it| Self::Number(it.into()),
    u32 => |it| Self::Number(it.into()),
    usize => |it| Self::Number(it as u64),
    String => |it| Self::Text(it),
    &String => |it| Self::Text(it.clone()),
    &str => |it| Self::Text(it.to_owned()),
    char => |it| Self::Text(it.to_string()),
    NaiveDate => |it| Self::Day(it),
    Option<NaiveDate> => |it| it.map_or_else(|| Self::Text(String::new()), Self::Day),
    Share => |it| it.decimal().map_or_else(|| Self::Text("–".to_owned()), Self::Decimal),
    Message => |it| Self::Message(Box::new(it)),
}

/// Defines messages of one use case as an enum; each variant names the key of its sentence.
///
/// ```
/// app::messages! {
///     /// Why a hamlet is not closed.
///     pub enum CloseRefused {
///         /// Paper that was keyed in waits to be counted.
///         PaperWaits { count: u64 } = "close-paper-waits",
///         /// It is closed.
///         Closed = "close-closed",
///     }
/// }
/// let message: app::message::Message = CloseRefused::PaperWaits { count: 3 }.into();
/// assert_eq!(message.key, "close-paper-waits");
/// ```
#[macro_export]
macro_rules! messages {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $of:ty),+ $(,)? })? = $key:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $vis enum $name {
            $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $of),+ })?),+
        }

        impl PartialEq<$name> for $crate::message::Message {
            fn eq(&self, other: &$name) -> bool {
                let other = Self::from(other.clone());
                self.key == other.key && self.args == other.args
            }
        }

        impl From<$name> for $crate::message::Message {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant $({ $($field),+ })? =>
                        $crate::message::Message::plain($key)$($(.with(stringify!($field), $field))+)?),+
                }
            }
        }

        impl $crate::message::Blank for $name {
            fn blanks() -> Vec<$crate::message::Message> {
                vec![$($crate::message::Message::plain($key)
                    $($(.with(stringify!($field), concat!("{", stringify!($field), "}")))+)?),+]
            }
        }
    };
}
