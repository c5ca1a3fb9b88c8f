//! A photo or scan that comes along with what it proves, and is kept together with it.

use crate::forms::{File, Outcome};
use crate::ports::common::{Answer, PortError};
use crate::ports::files::{FileRefused, NewFile};

/// The file that came along, if one did.
pub(in crate::pages::committee) fn new_file(File(file): File) -> Option<NewFile> {
    let file = file.filter(|file| !file.content.is_empty())?;
    Some(NewFile { name: file.name, content: file.content })
}

/// Says at its field what is wrong with the file; what else is refused is about the form.
pub(in crate::pages::committee) fn at_file<T>(answer: Answer<T>) -> Result<T, Outcome> {
    match answer {
        Err(PortError::Refused(message)) if FileRefused::is(&message) => Err(Outcome::fault("file", message)),
        answer => answer.map_err(Outcome::from),
    }
}
