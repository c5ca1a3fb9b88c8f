//! Parts that several pages draw.

pub mod icon;
pub mod qr;
pub mod share;
