//! The text of a JSON answer, written where it stays or through a buffer that a thread keeps.

use std::cell::Cell;

use serde::Serialize;

/// A text that is expected to be no longer has a room of its own from the start: it is given away, and what
/// it does not need of it is little. The allocator hands out such pieces from the thread's own.
const SHORT: usize = 1000;
/// What a short text has room for at least.
const LEAST: usize = 128;
/// A buffer that has grown beyond this is handed over rather than kept and copied from.
const KEPT: usize = 64 * 1024;

thread_local! {
    /// How long a text of this thread is expected to be: as the longest of the last ones.
    static EXPECTED: Cell<usize> = const { Cell::new(0) };
    /// Taken while it is written into: what is serialised may serialise something itself.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The value as JSON: one allocation, of its exact size where it is long.
pub(super) fn json_text<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let expected = EXPECTED.get();
    let mut text = room(expected);
    serde_json::to_writer(&mut text, value)?;
    EXPECTED.set(text.len().max(expected - expected / 8));
    Ok(if expected > SHORT { exact(text) } else { text })
}

fn room(expected: usize) -> Vec<u8> {
    if expected > SHORT {
        let mut buffer = BUFFER.take();
        buffer.clear();
        buffer
    } else {
        Vec::with_capacity(expected.max(LEAST))
    }
}

/// Keeps the buffer, and gives its text.
fn exact(buffer: Vec<u8>) -> Vec<u8> {
    if buffer.capacity() > KEPT {
        return buffer;
    }
    let text = buffer.as_slice().to_vec();
    BUFFER.set(buffer);
    text
}
