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
    use super::{Message, Phrases};
    use crate::i18n::{Lang, say};
    use crate::message::Blank;
    use std::collections::BTreeMap;

    impl Phrases {
        /// No phrases yet.
        pub fn new(lang: Lang) -> Self {
            let thousands = if lang == Lang::Vi { '.' } else { ',' };
            Self { thousands, by_key: BTreeMap::new() }
        }

        /// The same with all messages of a kind.
        #[must_use]
        pub fn with<M: Blank>(self, lang: Lang) -> Self {
            self.with_inside::<M>(lang, |message| message)
        }

        /// The same, each worded inside another message.
        #[must_use]
        pub fn with_inside<M: Blank>(mut self, lang: Lang, inside: impl Fn(Message) -> Message) -> Self {
            self.by_key.extend(M::blanks().into_iter().map(|blank| (blank.key.clone(), say(lang, &inside(blank)))));
            self
        }
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
        let phrases = Phrases::new(Lang::Vi).with::<Discrepancy>(Lang::Vi);
        assert_eq!(phrases.say(&fault(1_997)), say(Lang::Vi, &fault(1_997)));
        assert!(phrases.say(&fault(1_997)).contains("1.997"));
    }
}
