//! Text as some phones and files write it, with each letter in pieces (NFD), through the forms of committees.

use crate::common::*;
use crate::stage::*;
use app::ports::recommendations::Recommendations as _;
use axum::http::{Request, StatusCode, header};

/// `Đường` and `Đạ Ròn.jpg` in pieces, the first with the Icelandic letter.
const TITLE: &str = "\u{d0}u\u{31b}o\u{31b}\u{300}ng";
const FILE: &str = "\u{110}a\u{323} Ro\u{300}n.jpg";

#[tokio::test]
async fn letters_in_pieces_are_kept_whole_whatever_form_they_came_with() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let (clerk, actor) = people(&world).await.remove("xa").unwrap();
    let path = "/lam-viec/kien-nghi/moi";
    let fields = [("unit", COMMUNE), ("title", TITLE), ("text", TITLE), ("due", "2024-08-01")];
    let plain = clerk.post(path, &fields).await;
    let part = |head: &str, value: &[u8]| {
        [format!("--x\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes(), value, b"\r\n"].concat()
    };
    let mut body: Vec<u8> =
        fields.iter().flat_map(|(name, value)| part(&format!("name=\"{name}\""), value.as_bytes())).collect();
    body.extend(part(&format!("name=\"file\"; filename=\"{FILE}\""), &photo(9).content));
    body.extend(b"--x--\r\n");
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let in_parts = clerk.ask(request, body.into()).await;
    for raised in [&plain, &in_parts] {
        assert_eq!(raised.status, StatusCode::SEE_OTHER, "{}", raised.body);
    }
    let mut files = Vec::new();
    let rows = world.store.recommendations(&actor, None).await.unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let kept = world.store.recommendation(&actor, row.id).await.unwrap();
        let step = kept.steps.into_iter().next().unwrap();
        assert_eq!((row.title.as_str(), step.text.as_str()), ("Đường", "Đường"));
        files.extend(step.files.into_iter().map(|(_, name)| name));
    }
    assert_eq!(files, ["Đạ Ròn.jpg"]);
}
