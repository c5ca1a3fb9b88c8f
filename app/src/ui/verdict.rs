//! How a verdict is headed, for the public and the committee alike.

/// The class of its frame and its title; a round that asked `again` what failed before judges that alone.
pub const fn heading(met: Option<bool>, again: bool) -> (&'static str, &'static str) {
    match (met, again) {
        (Some(true), true) => ("verdict verdict--met", "Đạt ở những nội dung hỏi lại"),
        (Some(false), true) => ("verdict verdict--not", "Chưa đạt ở những nội dung hỏi lại"),
        (Some(true), false) => ("verdict verdict--met", "Đạt mức hài lòng"),
        (Some(false), false) => ("verdict verdict--not", "Chưa đạt mức hài lòng"),
        (None, _) => ("verdict", "Chưa có ngưỡng để kết luận"),
    }
}
