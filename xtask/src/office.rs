//! What reads documents back in tests: `soffice` for Word files, `poppler` for PDF files.

use std::path::PathBuf;

use anyhow::Result;

use crate::tools;

/// What looks at PDF files.
const POPPLER: [&str; 3] = ["pdftohtml", "pdftoppm", "pdfinfo"];

/// Finds an office suite, or installs it, with what looks at the PDF files it makes.
pub fn find_or_install() -> Result<PathBuf> {
    tools::find_or_install("poppler (pdftohtml, pdftoppm, pdfinfo)", &["poppler-utils"], || {
        POPPLER.iter().all(|name| tools::on_path(&[name]).is_some()).then_some(())
    })?;
    // Liberation Serif has the widths of Times New Roman.
    let packages = ["libreoffice-writer-nogui", "fonts-liberation"];
    tools::find_or_install("LibreOffice Writer", &packages, || tools::on_path(&["soffice", "libreoffice"]))
}
