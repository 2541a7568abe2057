//! The text of a JSON answer, written without growing a buffer for each.

use std::cell::Cell;

use serde::Serialize;

/// A buffer that has grown beyond this is handed over rather than kept and copied from.
const KEPT: usize = 64 * 1024;

thread_local! {
    /// Taken while it is written into: what is serialised may serialise something itself.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The value as JSON: one allocation of its exact size.
pub(super) fn json_text<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut buffer = BUFFER.take();
    buffer.clear();
    let written = serde_json::to_writer(&mut buffer, value);
    if buffer.capacity() > KEPT {
        return written.map(|()| buffer);
    }
    let text = written.map(|()| buffer.as_slice().to_vec());
    BUFFER.set(buffer);
    text
}
