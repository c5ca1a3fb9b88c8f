//! What a Vietnamese keyboard left of a code, read back: the check characters say which keys were pressed.

use super::letters::{ALPHABET, LENGTH, Letter, value};
use crate::domain::text::normal_form::to_nfc;

/// The most that is read of a pasted text, in characters.
const LONGEST: usize = 500;
/// The most steps that are tried on one spelling.
const STEPS: usize = 5_000;
/// The most letters that a keyboard swallowed: Telex makes `W` of `WW`, and one tone takes the place of another.
const SWALLOWED: usize = 2;
/// The fewest letters that can be a whole code.
const SHORTEST: usize = LENGTH / 2;
/// The most words that are one code together: it is written in groups of four, or by people in pairs.
const WORDS: usize = LENGTH / 2;

/// The letters of a text, each with the number of its word: a keyboard does nothing across words.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    letters: Vec<(Letter, usize)>,
    /// The first letter that no code has, with how many stand before it.
    pub(super) foreign: Option<(char, usize)>,
    /// How many letters there are, foreign ones too.
    pub(super) count: usize,
}

impl Typed {
    /// Reads the letters of `words`.
    fn of(words: &[&str]) -> Self {
        let mut typed = Self::default();
        for (word, letters) in words.iter().enumerate() {
            for letter in letters.chars() {
                if let Some(read) = Letter::read(letter) {
                    typed.letters.push((read, word));
                    // A letter with marks was more than one key.
                    let keys = |(base, tone): &(&str, Option<char>)| base.len() + usize::from(tone.is_some());
                    typed.count += read.keys().first().map_or(1, keys);
                } else {
                    typed.foreign = typed.foreign.or(Some((letter, typed.count)));
                    typed.count += 1;
                }
            }
        }
        typed
    }

    /// The first spelling that `is_code`, the likeliest tried first.
    pub(super) fn spelt(&self, is_code: &dyn Fn(&[u8; LENGTH]) -> bool) -> Option<[u8; LENGTH]> {
        if self.foreign.is_some() || self.count > LENGTH {
            return None;
        }
        (0..=SWALLOWED).find_map(|swallowed| {
            let mut search = Search { letters: &self.letters, is_code, spelling: Vec::new(), steps: 0 };
            search.go_on(0, None, None, swallowed).then(|| search.spelling.try_into().ok()).flatten()
        })
    }

    /// The likeliest spelling, whether it is a code or not, if it is as long as one.
    pub(super) fn likeliest(&self) -> Option<[u8; LENGTH]> {
        let mut spelling = Vec::new();
        for (letter, _) in &self.letters {
            match letter {
                Letter::Plain(symbol) => spelling.push(*symbol),
                vowel @ Letter::Vowel { .. } => {
                    let (base, tone) = vowel.keys().first().copied()?;
                    spelling.extend(base.chars().chain(tone).filter_map(value));
                }
            }
        }
        spelling.try_into().ok()
    }
}

/// A search through the keys that may have been pressed.
struct Search<'a> {
    letters: &'a [(Letter, usize)],
    is_code: &'a dyn Fn(&[u8; LENGTH]) -> bool,
    spelling: Vec<u8>,
    steps: usize,
}

impl Search<'_> {
    /// Goes on at a letter. `tone` is a key that was pressed and is not yet spelt, `marked` the word in which a keyboard
    /// made a vowel, `swallowed` how many letters are to be found again.
    fn go_on(&mut self, at: usize, tone: Option<char>, marked: Option<usize>, swallowed: usize) -> bool {
        self.steps += 1;
        if self.steps > STEPS || self.spelling.len() > LENGTH {
            return false;
        }
        if let Some(key) = tone
            && self.with(&[key], |search| search.go_on(at, None, marked, swallowed))
        {
            return true;
        }
        let Some((letter, word)) = self.letters.get(at).copied() else {
            let whole = <&[u8; LENGTH]>::try_from(self.spelling.as_slice());
            return tone.is_none() && swallowed == 0 && whole.is_ok_and(self.is_code);
        };
        if tone.is_some() && marked != Some(word) {
            return false;
        }
        let marked = marked.filter(|marked| *marked == word);
        match letter {
            Letter::Plain(symbol) => {
                let key = char::from(ALPHABET[usize::from(symbol)]);
                let doubles = key == 'W' || marked.is_some() && "FRXJ".contains(key);
                self.with(&[key], |search| search.go_on(at + 1, tone, marked, swallowed))
                    || doubles
                        && swallowed > 0
                        && self.with(&[key, key], |search| search.go_on(at + 1, tone, marked, swallowed - 1))
            }
            vowel @ Letter::Vowel { .. } => vowel.keys().into_iter().any(|(base, key)| {
                let base: Vec<char> = base.chars().collect();
                let marked = Some(word);
                self.with(&base, |search| {
                    search.go_on(at + 1, key, marked, swallowed)
                        || key.is_some()
                            && swallowed > 0
                            && "FRXJ".chars().any(|lost| {
                                search.with(&[lost], |search| search.go_on(at + 1, key, marked, swallowed - 1))
                            })
                })
            }),
        }
    }

    /// Spells `keys` and goes on; takes them back if that leads nowhere.
    fn with(&mut self, keys: &[char], go_on: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.spelling.len();
        self.spelling.extend(keys.iter().filter_map(|key| value(*key)));
        let found = go_on(self);
        if !found {
            self.spelling.truncate(before);
        }
        found
    }
}

/// A text in which a code is looked for: what was typed or pasted, a link or a sentence around the code too.
pub(super) struct Text(String);

impl Text {
    /// Takes what was typed.
    pub(super) fn of(typed: &str) -> Self {
        Self(to_nfc(typed).chars().take(LONGEST).collect())
    }

    /// The letters of what most likely is the code: behind `/p/` of a link, behind the last colon of a sentence.
    pub(super) fn narrowed(&self) -> Typed {
        let text = self.0.as_str();
        let inner = match (text.rfind("/p/"), text.rfind(':')) {
            (Some(at), _) => text[at + 3..].split(['?', '#', '/', '&', ' ']).next().unwrap_or_default(),
            (None, Some(at)) if text[at + 1..].contains(char::is_alphanumeric) => &text[at + 1..],
            _ => text,
        };
        Typed::of(&words(inner))
    }

    /// The letters of every part that may be a whole code.
    pub(super) fn parts(&self) -> impl Iterator<Item = Typed> {
        let words = words(&self.0);
        let parts: Vec<Typed> = (0..words.len())
            .flat_map(|from| (1..=WORDS).filter_map(move |many| Some((from, from.checked_add(many)?))))
            .filter_map(|(from, to)| words.get(from..to))
            .filter(|part| (SHORTEST..=LENGTH).contains(&part.iter().map(|word| word.chars().count()).sum()))
            .map(Typed::of)
            .collect();
        parts.into_iter()
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}
