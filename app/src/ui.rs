//! Parts that several pages draw.

pub mod icon;
pub mod layout;
pub mod pages;
pub mod qr;
pub mod share;
pub mod verdict;
