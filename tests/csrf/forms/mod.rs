//! A token is found in a form, and the form arrives as it was sent.

mod arriving;
mod urlencoded;
mod with_files;

use bytes::Bytes;
use futures_util::stream;
use onionskin::prelude::*;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const BOUNDARY: &str = "----WebKitFormBoundaryAbC";

fn multipart() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// Writes a form of parts, each of which is a name and a value.
fn parts(parts: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let end = format!("--{BOUNDARY}--\r\n");
    let texts: Vec<String> = parts.iter().map(part).chain([end]).collect();
    texts.concat()
}

/// A body that comes in pieces of so many bytes, and whose length nobody knows.
fn in_pieces(text: &str, size: usize) -> Body {
    let pieces: Vec<_> = text
        .as_bytes()
        .chunks(size)
        .map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)))
        .collect();
    Body::from_stream(stream::iter(pieces))
}
