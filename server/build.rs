//! Joins and minifies the style sheets, shortens the script of households and takes the islands in, so that the binary
//! carries them however it is built.
//!
//! The sheets are plain files joined in order, not cascade layers: phones that stopped being updated before 2022 drop
//! everything inside `@layer`.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::{env, fs, io};

/// Chrome 64 and Safari 12, as major version shifted into the third byte.
const OLD: Targets = Targets {
    browsers: Some(Browsers {
        android: Some(64 << 16),
        chrome: Some(64 << 16),
        edge: None,
        firefox: Some(60 << 16),
        ie: None,
        ios_saf: Some(12 << 16),
        opera: None,
        safari: Some(12 << 16),
        samsung: None,
    }),
    include: lightningcss::targets::Features::empty(),
    exclude: lightningcss::targets::Features::empty(),
};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let out = env::var("OUT_DIR").unwrap_or_default();
    let style = Path::new(&root).join("../style");
    println!("cargo::rerun-if-changed={}", style.display());
    println!("cargo::rerun-if-changed=../migrations");
    let script = Path::new(&root).join("../app/public/phieu.js");
    println!("cargo::rerun-if-changed={}", script.display());
    let shortened =
        fs::read_to_string(&script).and_then(|text| fs::write(Path::new(&out).join("phieu.js"), short(&text)));
    if let Err(error) = shortened {
        println!("cargo::error=phieu.js: {error}");
    }
    if let Err(error) = name_program(Path::new(&root)) {
        println!("cargo::error=the program's hash: {error}");
    }
    if let Err(error) = take_islands(Path::new(&root), Path::new(&out)) {
        println!("cargo::error=islands: {error}");
    }
    for name in ["resident.css", "results.css", "committee.css"] {
        match minified(&style.join(name)) {
            Ok(css) => {
                if let Err(error) = fs::write(Path::new(&out).join(name), css) {
                    println!("cargo::error=cannot write {name}: {error}");
                }
            }
            Err(error) => println!("cargo::error={name}: {error}"),
        }
    }
}

/// Where `cargo xtask` leaves the islands, as cargo-leptos would.
const ISLANDS: &str = "../target/site/pkg";

/// Takes the islands as they were built last. Without them the program is whole: its pages load none.
fn take_islands(root: &Path, out: &Path) -> io::Result<()> {
    let folder = root.join(ISLANDS);
    // A folder that is not there would have this run at every build.
    fs::create_dir_all(&folder)?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let names = ["ydan.js", "ydan_bg.wasm"];
    // One without the other is neither.
    let is_built = names.iter().all(|name| folder.join(name).exists());
    for name in names {
        let bytes = if is_built { fs::read(folder.join(name))? } else { Vec::new() };
        fs::write(out.join(name), bytes)?;
    }
    Ok(())
}

/// What the pages are made of, and what takes their pictures.
const PAGES: [&str; 11] = [
    "../app/src",
    "../app/locales",
    "../app/public",
    "../style",
    "src",
    "rulesets",
    "targets",
    "units",
    "calendar",
    "../end2end/handbook.ts",
    "../end2end/tests/handbook.spec.ts",
];

/// Names the program after what its pages are made of, so that pictures of another are known by it.
fn name_program(root: &Path) -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for folder in PAGES {
        println!("cargo::rerun-if-changed={folder}");
        hash_files(&root.join(folder), &mut hasher)?;
    }
    println!("cargo::rustc-env=YDAN_PROGRAM={:016x}", hasher.finish());
    // Where the pictures are left; see `src/data/pictures.rs`.
    let pictures = root.join("../target/site/handbook");
    fs::create_dir_all(&pictures)?;
    println!("cargo::rerun-if-changed={}", pictures.display());
    Ok(())
}

/// Hashes a file, or those of a folder with those below it, in the order of their names.
fn hash_files(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if folder.is_file() {
        fs::read(folder)?.hash(hasher);
        return Ok(());
    }
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_files(&path, hasher)?;
        } else {
            path.file_name().hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}

/// A script without blanks at the beginning of lines and without lines that are comments.
fn short(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn minified(path: &Path) -> Result<String, String> {
    let text = joined(path).map_err(|error| error.to_string())?;
    let mut sheet = StyleSheet::parse(&text, ParserOptions::default()).map_err(|error| error.to_string())?;
    sheet.minify(MinifyOptions { targets: OLD, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    let printer = PrinterOptions { minify: true, targets: OLD, ..PrinterOptions::default() };
    sheet.to_css(printer).map(|css| css.code).map_err(|error| error.to_string())
}

/// A sheet with those it imports in the place of its lines `@import "…";`.
fn joined(path: &Path) -> io::Result<String> {
    let mut whole = String::new();
    for line in fs::read_to_string(path)?.lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some(name) => whole += &joined(&path.with_file_name(name))?,
            None => whole += line,
        }
        whole.push('\n');
    }
    Ok(whole)
}
