//! The islands: what of the pages runs in the browser, built for WebAssembly and left where the server's build takes it in.
//!
//! Rust's own target builds it, `wasm-bindgen` as a library writes the script around it, and Binaryen's `wasm-opt`
//! (from npm, with the browser tests' packages) makes it smaller.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::browser;
use crate::process;
use crate::tools;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// What is handed to the server: the script, and what it loads.
const FILES: [&str; 2] = ["ydan.js", "ydan_bg.wasm"];

/// What Rust's target takes for granted in a browser.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the islands, unless nothing of them changed.
pub fn build(workspace: &Workspace) -> Result<()> {
    add_target()?;
    let mut command = workspace.cargo(&["rustc", "--package", "ydan-app", "--lib", "--crate-type", "cdylib"]);
    command.args(["--features", "hydrate", "--target", TARGET, "--profile", "islands"]);
    process::check(&mut command)?;
    let compiled = workspace.target.join(TARGET).join("islands/app.wasm");
    let folder = workspace.root.join("target/site/pkg");
    let made_of = folder.join("made-of");
    // What is made of it depends on this very program too.
    let stamp = format!("{}\n{}", stamp(&compiled)?, stamp(&std::env::current_exe()?)?);
    let is_there = FILES.iter().all(|name| folder.join(name).exists());
    if is_there && fs::read_to_string(&made_of).is_ok_and(|before| before == stamp) {
        return Ok(());
    }
    let fresh = workspace.target.join("islands");
    let said = |error| format!("wasm-bindgen cannot read {}: {error:#}", compiled.display());
    bind(&compiled, &fresh).map_err(|error| anyhow::anyhow!(said(error)))?;
    optimise(workspace, &fresh.join(FILES[1]))?;
    fs::create_dir_all(&folder)?;
    for name in FILES {
        fs::copy(fresh.join(name), folder.join(name)).with_context(|| format!("cannot write {name}"))?;
    }
    fs::write(made_of, stamp)?;
    Ok(())
}

/// Lints what only the browser's build compiles.
pub fn clippy(workspace: &Workspace) -> Result<Command> {
    add_target()?;
    let mut command = workspace.cargo(&["clippy", "--package", "ydan-app", "--lib", "--features", "hydrate"]);
    command.args(["--target", TARGET, "--", "-D", "warnings"]);
    Ok(command)
}

/// Adds Rust's standard library for the browser where it is missing.
fn add_target() -> Result<()> {
    let asked = process::quietly(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(&asked).exists() {
        return Ok(());
    }
    if tools::on_path(&["rustup"]).is_none() {
        bail!("Rust's standard library for {TARGET} is not there, and neither is rustup to add it");
    }
    process::set_up(Command::new("rustup").args(["target", "add", TARGET]))
}

/// What a file was: its size, and when it was written.
fn stamp(path: &Path) -> Result<String> {
    let file = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
    Ok(format!("{} {:?}", file.len(), file.modified()?))
}

fn bind(compiled: &Path, into: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("ydan").typescript(false).web(true)?;
    bindgen.remove_name_section(true).remove_producers_section(true).generate(into)
}

/// Makes the file smaller, in its place.
fn optimise(workspace: &Workspace, file: &Path) -> Result<()> {
    let packages = workspace.root.join("end2end");
    browser::packages(&packages)?;
    let smaller: PathBuf = file.with_extension("smaller");
    let mut command = Command::new(packages.join("node_modules/.bin/wasm-opt"));
    command.args(FEATURES).arg("-Oz").arg(file).arg("-o").arg(&smaller);
    process::set_up(&mut command)?;
    fs::rename(&smaller, file).with_context(|| format!("cannot write {}", file.display()))
}
