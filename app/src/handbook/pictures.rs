//! The pictures of handbooks. The browser tests make them of the running program; a program ships those that were made of it.

use std::collections::BTreeMap;

/// The pictures that a program ships, by name.
#[derive(Clone, Debug, Default)]
pub struct Pictures(pub BTreeMap<String, Picture>);

/// Where a picture is, and how big: a page keeps its place until it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub address: String,
    /// Its width in dots.
    pub width: u32,
    /// Its height in dots.
    pub height: u32,
}
