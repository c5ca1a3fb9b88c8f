//! Sentences that an island may say.

use crate::domain::number::grouped;
use crate::message::{Arg, Message};
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Sentences in the words of one language, by their key, with a name in braces for whatever will stand in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    thousands: char,
    by_key: BTreeMap<Cow<'static, str>, String>,
}

impl Phrases {
    /// Words a message; one that nobody handed over shows its key.
    pub fn say(&self, message: &Message) -> String {
        let Some(phrase) = self.by_key.get(&message.key) else { return message.key.to_string() };
        let fill = |text: String, (name, arg): &(Cow<'static, str>, Arg)| match arg {
            Arg::Number(number) => text.replace(&in_braces(name), &grouped(*number, self.thousands)),
            Arg::Text(word) | Arg::Decimal(word) => text.replace(&in_braces(name), word),
            Arg::Day(day) => text.replace(&in_braces(name), &format!("{}/{}/{}", day.day(), day.month(), day.year())),
            Arg::Message(message) => text.replace(&in_braces(name), &self.say(message)),
        };
        message.args.iter().fold(phrase.clone(), fill)
    }
}

fn in_braces(name: &str) -> String {
    format!("{{{name}}}")
}

#[cfg(feature = "ssr")]
mod worded {
    use super::{Arg, Message, Phrases, in_braces};
    use crate::i18n::{Lang, say};

    impl Phrases {
        /// Words messages of these kinds, whatever stands in them.
        pub fn of<M: Into<Message>>(lang: Lang, messages: impl IntoIterator<Item = M>) -> Self {
            messages.into_iter().fold(Self::none(lang), |phrases, message| {
                let blank = blank(message.into());
                let worded = say(lang, &blank);
                phrases.with(blank, worded)
            })
        }

        /// The same with more of them, each worded inside another message.
        #[must_use]
        pub fn and<M: Into<Message>>(
            self,
            lang: Lang,
            messages: impl IntoIterator<Item = M>,
            inside: impl Fn(Message) -> Message,
        ) -> Self {
            messages.into_iter().fold(self, |phrases, message| {
                let blank = blank(message.into());
                let worded = say(lang, &inside(blank.clone()));
                phrases.with(blank, worded)
            })
        }

        fn none(lang: Lang) -> Self {
            let thousands = if lang == Lang::Vi { '.' } else { ',' };
            Self { thousands, by_key: std::collections::BTreeMap::new() }
        }

        fn with(mut self, message: Message, worded: String) -> Self {
            self.by_key.insert(message.key, worded);
            self
        }
    }

    /// The message with the name of whatever stands in it in its place.
    fn blank(message: Message) -> Message {
        let named = message.args.into_iter().map(|(name, _)| {
            let text = Arg::Text(in_braces(&name));
            (name, text)
        });
        Message { key: message.key, args: named.collect() }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::collection::minutes::Discrepancy;
    use crate::i18n::{Lang, say};

    #[test]
    fn what_an_island_says_is_what_the_server_would_say() {
        let fault = |valid| Message::from(Discrepancy::Valid { returned: 1_000, valid, invalid: 4 });
        let phrases = Phrases::of(Lang::Vi, [fault(0)]);
        assert_eq!(phrases.say(&fault(1_997)), say(Lang::Vi, &fault(1_997)));
        assert!(phrases.say(&fault(1_997)).contains("1.997"));
    }
}
