//! What reads files of figures back in tests: PSPP for SPSS files, Python packages for Parquet files,
//! forms (`XLSForm`) and the read API.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::tools;

/// The Python packages, each in the version that is installed.
const PACKAGES: [&str; 3] = ["pyarrow==26.0.1", "pyxform==4.5.0", "schemathesis==4.32.5"];

/// Finds what reads figures, or installs it; answers the folder of the Python packages.
pub fn find_or_install(target: &Path) -> Result<PathBuf> {
    tools::find_or_install("PSPP (pspp-convert)", &["pspp"], || tools::on_path(&["pspp-convert"]))?;
    let named = PACKAGES.map(|package| package.replace("==", "-")).join("-");
    let folder = target.join("tools").join(format!("python-{named}"));
    let done = folder.join("whole");
    if done.is_file() {
        return Ok(folder);
    }
    eprintln!("Python packages are not there: installing {}", PACKAGES.join(" "));
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--upgrade"]);
    process::set_up(pip.arg("--target").arg(&folder).args(PACKAGES))
        .with_context(|| format!("pip cannot install {}: install them, and try again", PACKAGES.join(" ")))?;
    std::fs::write(&done, "")?;
    Ok(folder)
}
