//! The words of the command line, taken out one by one.
//!
//! Each command takes what it knows and calls [`Args::finish`], which refuses whatever is left: a mistyped flag must
//! not silently do something else. It knows nothing of the commands themselves.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail};

/// Holds the words nobody has taken yet.
pub struct Args(VecDeque<String>);

impl Args {
    /// Takes over the words after the program's name.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self(words.into_iter().collect())
    }

    /// Takes the first word, if it is a command and not a flag.
    pub fn command(&mut self) -> Option<String> {
        self.0.pop_front_if(|word| !word.starts_with('-'))
    }

    /// Takes the flag `name`, and says whether it was there.
    pub fn switch(&mut self, name: &str) -> bool {
        let place = self.0.iter().position(|word| word == name);
        place.and_then(|at| self.0.remove(at)).is_some()
    }

    /// Takes the flag `name` with its value, written `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        let Some(at) = self.0.iter().position(|word| word == name || word.starts_with(&prefix)) else {
            return Ok(None);
        };
        let flag = self.0.remove(at).unwrap_or_default();
        let value = match flag.strip_prefix(&prefix) {
            Some(value) => Some(value.to_owned()),
            None => self.0.get(at).filter(|word| !word.starts_with('-')).cloned().inspect(|_| {
                self.0.remove(at);
            }),
        };
        match value {
            Some(value) if !value.is_empty() => Ok(Some(value)),
            _ => bail!("{name} needs a value"),
        }
    }

    /// Takes the flag `name` with its number.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>> {
        let value = self.value(name)?;
        value.map(|value| value.parse().with_context(|| format!("{name} needs a number"))).transpose()
    }

    /// Refuses whatever was not taken.
    pub fn finish(self) -> Result<()> {
        match self.0.front() {
            None => Ok(()),
            Some(word) => bail!("`{word}` is not understood here; `cargo xtask help` says what is"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_values_in_both_spellings() -> Result<()> {
        for line in ["run --addr 0.0.0.0:80 --fresh", "run --fresh --addr=0.0.0.0:80"] {
            let mut args = args(line);
            assert_eq!(args.command().as_deref(), Some("run"));
            assert_eq!(args.value("--addr")?.as_deref(), Some("0.0.0.0:80"));
            assert!(args.switch("--fresh"));
            args.finish()?;
        }
        Ok(())
    }

    #[test]
    fn refuses_what_nobody_took() {
        assert!(args("--quik").finish().is_err());
        assert!(args("--addr --fresh").value("--addr").is_err());
        assert!(args("--addr").value("--addr").is_err());
        assert!(args("--kills many").number("--kills").is_err());
    }
}
