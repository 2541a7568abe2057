//! `RequestId`: the name that a request goes by in logs and answers.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use http::HeaderValue;

use crate::Request;

/// The name that a request goes by in logs and answers: 8 to 128 of `A-Z a-z 0-9 . _ -`.
///
/// [`RequestIds`](super::RequestIds) lends it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestId(HeaderValue);

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
    #[expect(clippy::missing_panics_doc, reason = "digits and hyphens are visible")]
    pub fn random() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let text = uuid_v7(since.unwrap_or_default().as_millis(), rand::random());
        Self(HeaderValue::from_bytes(&text).expect("hexadecimal digits and hyphens are visible"))
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
        let text = value.as_bytes();
        let fits = (8..=128).contains(&text.len())
            && text
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
        fits.then(|| Self(value.clone()))
    }

    /// The id of a request, as [`RequestIds`](super::RequestIds) leaves it under the usual name.
    pub(crate) fn of(request: &Request) -> Option<&str> {
        let value = request.headers().get("x-request-id")?;
        Self::read(value)?;
        value.to_str().ok()
    }

    pub(super) fn value(&self) -> HeaderValue {
        self.0.clone()
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

/// Writes a UUID of version 7: 48 bits of time, then random bits around the version and the variant.
fn uuid_v7(milliseconds: u128, random: u128) -> [u8; 36] {
    const VERSION: u128 = 0x7 << 76;
    const VARIANT: u128 = 0b10 << 62;
    const RANDOM: u128 = (0xFFF << 64) | ((1 << 62) - 1);
    let bits = (milliseconds << 80) | VERSION | VARIANT | (random & RANDOM);
    let mut digits = (0..32u32).map(|digit| {
        let nibble = (bits >> (124 - 4 * digit)) & 0xF;
        b"0123456789abcdef"[nibble as usize]
    });
    let mut text = [b'-'; 36];
    for (at, place) in text.iter_mut().enumerate() {
        if !matches!(at, 8 | 13 | 18 | 23) {
            *place = digits.next().unwrap_or(b'0');
        }
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
