//! The text of a document: pieces that may be in another language than the rest.

use crate::i18n::Translated;
use serde::Serialize;

/// Text, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Their language, where it is not the document's.
    pub lang: Option<&'static str>,
    /// Whether they are in bold.
    pub is_bold: bool,
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Translated { text: &words, lang: None }.into()
    }
}

impl From<Translated<'_>> for Text {
    fn from(Translated { text, lang }: Translated<'_>) -> Self {
        let run = Run { text: text.to_owned(), lang, is_bold: false };
        Self(if text.is_empty() { Vec::new() } else { vec![run] })
    }
}

impl Text {
    /// A sentence that words of another language were put into, in this order.
    pub fn with<'a>(sentence: &str, words: impl IntoIterator<Item = Translated<'a>>) -> Self {
        let mut text = Self::default();
        let mut rest = sentence;
        for words in words {
            let is_foreign = words.lang.is_some() && !words.text.is_empty();
            if let Some((before, after)) = rest.split_once(words.text).filter(|_| is_foreign) {
                text.push(before);
                text.push(words);
                rest = after;
            }
        }
        text.push(rest);
        text
    }

    /// Adds to its end.
    pub fn push(&mut self, more: impl Into<Self>) {
        for run in more.into().0 {
            match self.0.last_mut() {
                Some(last) if (last.lang, last.is_bold) == (run.lang, run.is_bold) => last.text.push_str(&run.text),
                _ => self.0.push(run),
            }
        }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self(self.0.into_iter().map(|run| Run { is_bold: true, ..run }).collect())
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| run.text.trim().is_empty())
    }

    /// The same without blanks at its ends, and with one where there were several.
    #[must_use]
    pub fn tidied(self) -> Self {
        let mut tidied = Self::default();
        let mut is_after_blank = true;
        for run in self.0 {
            let mut text = String::with_capacity(run.text.len());
            for c in run.text.chars() {
                let is_blank = c == ' ';
                if !(is_blank && is_after_blank) {
                    text.push(c);
                }
                is_after_blank = is_blank;
            }
            tidied.push(Self(if text.is_empty() { Vec::new() } else { vec![Run { text, ..run }] }));
        }
        if let Some(last) = tidied.0.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if last.text.is_empty() {
                tidied.0.pop();
            }
        }
        tidied
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn words_of_another_language_are_pieces_of_their_own() {
        let road = Lang::En.untranslated("Đường");
        let text = Text::with("Question 2 “Đường”: 5 of 9", [road]);
        let pieces: Vec<_> = text.0.iter().map(|run| (run.text.as_str(), run.lang)).collect();
        assert_eq!(pieces, [("Question 2 “", None), ("Đường", Some("vi")), ("”: 5 of 9", None)]);
        assert_eq!(Text::with("câu 2 “Đường”", [Lang::Vi.untranslated("Đường")]).0.len(), 1);
    }

    #[test]
    fn blanks_around_what_is_left_out_go() {
        let mut text = Text::from(" Một ");
        text.push(Text::from("").bold());
        text.push(" ");
        text.push(Text::from(" hai ").bold());
        assert_eq!(text.tidied().words(), "Một hai");
        assert!(Text::from("  ").tidied().0.is_empty());
    }
}
