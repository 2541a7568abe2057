//! Bodies: what is streamed, uploaded and echoed.

use std::sync::LazyLock;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

/// How many pieces a streamed answer has.
pub const PIECES: usize = 32;

/// The sizes of a piece that are asked for, in KiB.
pub const PIECE_SIZES: [usize; 3] = [1, 8, 64];

/// The size of the answer that lies in memory, and of the larger upload.
pub const LARGE: usize = 1024 * 1024;

/// The size of the smaller upload.
pub const SMALL: usize = 16 * 1024;

/// The media type of what is streamed or lies in memory.
pub const OCTETS: &str = "application/octet-stream";

/// The media type of what tells how much came.
pub const TEXT: &str = "text/plain; charset=utf-8";

static DATA: LazyLock<&'static [u8]> = LazyLock::new(|| {
    let letters = (b'a'..=b'z').cycle();
    letters.take(LARGE).collect::<Vec<_>>().leak()
});

/// So many bytes, at most [`LARGE`], which nobody copies.
#[must_use]
pub fn data(length: usize) -> Bytes {
    Bytes::from_static(&DATA[..length])
}

/// The pieces of a streamed answer, each of so many KiB.
pub fn pieces(kib: usize) -> impl Iterator<Item = Bytes> + Send + 'static {
    std::iter::repeat_n(data(kib * 1024), PIECES)
}

/// The pieces of 1 KiB that another task sends, one at a time.
#[must_use]
pub fn sent_pieces() -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        for piece in pieces(1) {
            // An error says that the client has left.
            if sender.send(piece).await.is_err() {
                break;
            }
        }
    });
    receiver
}

/// What `POST /echo` reads and writes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Order {
    /// What is ordered.
    pub item: String,
    /// How many of it.
    pub quantity: u32,
    /// What the customer says.
    pub note: Option<String>,
}

impl Order {
    /// The one that is sent.
    pub const TEXT: &str =
        r#"{"item":"an onion, red, with its skin","quantity":12,"note":"by Friday, \"fresh\""}"#;
}
