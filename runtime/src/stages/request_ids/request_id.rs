//! `RequestId`: the name that a request goes by in logs and answers.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::Request;

/// The name that a request goes by in logs and answers: 8 to 128 of `A-Z a-z 0-9 . _ -`.
///
/// [`RequestIds`](super::RequestIds) lends it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestId(HeaderValue);

/// The header that an id stands in unless told otherwise.
pub(super) const USUAL: HeaderName = HeaderName::from_static("x-request-id");

impl RequestId {
    /// Makes an id that no other request has: a UUID of version 7 (RFC 9562, section 5.7).
    ///
    /// Ids sort by the time of their making, to the millisecond.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::RequestId;
    ///
    /// let id = RequestId::random();
    /// assert_eq!(id.as_str().len(), 36);
    /// assert_ne!(id, RequestId::random());
    /// ```
    #[must_use]
    pub fn random() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::made(uuid_v7(
            since.unwrap_or_default().as_millis(),
            rand::random(),
        ))
    }

    /// Makes an id of 128 random bits: 32 hexadecimal digits, as trace ids are (W3C Trace Context).
    ///
    /// It tells nothing, not even when it was made.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{RequestId, RequestIds};
    ///
    /// assert_eq!(RequestId::random_hex().as_str().len(), 32);
    /// assert_ne!(RequestId::random_hex(), RequestId::random_hex());
    ///
    /// let ids = RequestIds::new().generate(RequestId::random_hex);
    /// assert!(ids.check().is_ok());
    /// ```
    #[must_use]
    pub fn random_hex() -> Self {
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(rand::random::<[u8; 16]>()) {
            pair.copy_from_slice(&hex(byte));
        }
        Self::made(text)
    }

    /// Keeps letters of our own, in the one allocation that all copies of it share.
    fn made<const LENGTH: usize>(text: [u8; LENGTH]) -> Self {
        let value = HeaderValue::from_maybe_shared(Bytes::from_owner(text));
        Self(value.expect("hexadecimal digits and hyphens are visible"))
    }

    /// Takes a text as an id; `None` when it cannot be one.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::RequestId;
    ///
    /// assert_eq!(RequestId::new("a1b2-c3d4").unwrap().to_string(), "a1b2-c3d4");
    /// assert_eq!(RequestId::new("forged\nline"), None);
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let value = HeaderValue::from_str(text).ok()?;
        Self::read(&value)
    }

    /// Gives the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// Reads a header's value, which is shared.
    pub(super) fn read(value: &HeaderValue) -> Option<Self> {
        is_id(value.as_bytes()).then(|| Self(value.clone()))
    }

    /// The id of a request, as [`RequestIds`](super::RequestIds) leaves it: under the usual name, and beside
    /// the headers where it has another.
    pub(crate) fn of(request: &Request) -> Option<&str> {
        if let Some(given) = request.extensions().get::<Self>() {
            return Some(given.as_str());
        }
        let value = request.headers().get(USUAL)?;
        is_id(value.as_bytes()).then(|| value.to_str().ok())?
    }

    pub(super) fn value(&self) -> HeaderValue {
        self.0.clone()
    }

    pub(super) fn into_value(self) -> HeaderValue {
        self.0
    }
}

impl From<&RequestId> for HeaderValue {
    /// Gives the value of a header, to be sent on with a request of our own.
    fn from(id: &RequestId) -> Self {
        id.value()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RequestId({self})")
    }
}

/// Tells whether a text can be an id.
#[inline]
fn is_id(text: &[u8]) -> bool {
    (8..=128).contains(&text.len()) && text.iter().all(|byte| LETTERS[usize::from(*byte)])
}

/// Which bytes may stand in an id.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "it is below 256")]
        let letter = byte as u8;
        letters[byte] = letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'_' | b'-');
        byte += 1;
    }
    letters
};

#[inline]
fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [byte >> 4, byte & 0xF].map(|digit| DIGITS[usize::from(digit)])
}

/// Writes a UUID of version 7: 48 bits of time, then random bits around the version and the variant.
fn uuid_v7(milliseconds: u128, random: u128) -> [u8; 36] {
    const VERSION: u128 = 0x7 << 76;
    const VARIANT: u128 = 0b10 << 62;
    const RANDOM: u128 = (0xFFF << 64) | ((1 << 62) - 1);
    let bits = (milliseconds << 80) | VERSION | VARIANT | (random & RANDOM);
    let mut text = [b'-'; 36];
    for (index, byte) in bits.to_be_bytes().into_iter().enumerate() {
        let hyphens = index.saturating_sub(2).min(8) / 2;
        let at = 2 * index + hyphens;
        text[at..at + 2].copy_from_slice(&hex(byte));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::uuid_v7;

    #[test]
    fn the_example_of_rfc_9562_is_written_as_it_stands_there() {
        let text = uuid_v7(0x017F_22E2_79B0, (0xCC3 << 64) | 0x18C4_DC0C_0C07_398F);
        assert_eq!(&text, b"017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }
}
