//! The pictures of the handbooks: the browser tests make them of the tested server and leave them where the next build of the
//! server takes them in. A server shows none but those that were made of the very same pages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::playwright;
use crate::process;
use crate::workspace::Workspace;

/// Makes them of a server, unless those that are left are of its pages.
pub fn make(workspace: &Workspace, ydan: &Path) -> Result<()> {
    if !are_of(workspace, ydan)? {
        playwright::pictures(workspace, ydan)?;
    }
    println!("{}", said(workspace, ydan)?);
    Ok(())
}

/// Says whether a server that is built now has pictures.
pub fn said(workspace: &Workspace, ydan: &Path) -> Result<String> {
    if !are_of(workspace, ydan)? {
        return Ok("handbooks: WITHOUT pictures; `cargo xtask handbook` makes them for the next build".to_owned());
    }
    let is_picture = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|ending| ending == "png");
    let pictures = fs::read_dir(workspace.root.join(LEFT))?.filter_map(Result::ok).filter(is_picture).count();
    Ok(format!("handbooks: {pictures} pictures"))
}

/// Where they are left.
const LEFT: &str = "target/site/handbook";

/// Whether the pictures that are left were made of a server's pages.
fn are_of(workspace: &Workspace, ydan: &Path) -> Result<bool> {
    let version = process::quietly(Command::new(ydan).arg("--version"))?;
    let made_of = fs::read_to_string(workspace.root.join(LEFT).join("program")).unwrap_or_default();
    Ok(!made_of.is_empty() && version.split(' ').next_back() == Some(made_of.trim()))
}
