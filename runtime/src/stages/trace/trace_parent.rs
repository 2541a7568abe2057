//! `TraceParent`: the trace that a request belongs to elsewhere, as `traceparent` tells it.

use std::{error::Error, fmt, str::FromStr};

use http::HeaderValue;

use crate::Request;

/// The trace that a request belongs to elsewhere: what the header `traceparent` says.
///
/// [`Trace`](super::Trace) records it when a trusted peer has sent it. A [`child`](Self::child) of it is
/// for requests that a handler sends on.
///
/// # Examples
///
/// ```
/// use onionskin::stages::TraceParent;
///
/// let parent: TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
/// assert!(parent.is_sampled());
/// assert_eq!(parent.trace_id(), 0x4bf92f3577b34da6a3ce929d0e0e4736);
///
/// let sent_on = parent.child().to_string();
/// assert!(sent_on.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
/// # Ok::<(), onionskin::stages::TraceParentError>(())
/// ```
///
/// Source: W3C Trace Context, section 3.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TraceParent {
    trace_id: u128,
    parent_id: u64,
    flags: u8,
}

/// A text is no `traceparent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParentError(());

const SAMPLED: u8 = 1;
/// `00-`, 32 digits, `-`, 16 digits, `-`, 2 digits.
const LENGTH: usize = 55;

impl TraceParent {
    /// Gives what a request says, if it says it once and in the form of the standard.
    ///
    /// # Security
    ///
    /// Whoever sends the request chooses it. To keep strangers out of your traces, look at it only where
    /// the peer is known.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        let mut lines = request.headers().get_all("traceparent").iter();
        let line = lines.next().filter(|_| lines.next().is_none())?;
        Self::read(line.as_bytes())
    }

    /// Gives the id of the whole trace; it is never zero, and is written as 32 hexadecimal digits.
    #[must_use]
    pub fn trace_id(self) -> u128 {
        self.trace_id
    }

    /// Gives the id of the span that has sent the request; it is never zero, and is written as 16
    /// hexadecimal digits.
    #[must_use]
    pub fn parent_id(self) -> u64 {
        self.parent_id
    }

    /// Tells whether whoever sent the request may have recorded it.
    #[must_use]
    pub fn is_sampled(self) -> bool {
        self.flags == SAMPLED
    }

    /// Makes a span of the same trace with a new id, to be sent on.
    #[must_use]
    pub fn child(self) -> Self {
        // Zero is no id; it is drawn about as often as two ids collide.
        let parent_id = rand::random::<u64>().max(1);
        Self { parent_id, ..self }
    }

    /// Reads version 00, and of later versions what they have in common with it.
    fn read(text: &[u8]) -> Option<Self> {
        let (known, rest) = text.split_at_checked(LENGTH)?;
        let version = u8::try_from(digits(&known[..2])?).ok()?;
        let is_whole = match version {
            0 => rest.is_empty(),
            0xFF => false,
            _ => rest.first().is_none_or(|&byte| byte == b'-'),
        };
        let is_divided = [2, 35, 52].into_iter().all(|at| known[at] == b'-');
        let parent = Self {
            trace_id: digits(&known[3..35])?,
            parent_id: u64::try_from(digits(&known[36..52])?).ok()?,
            // The other flags mean nothing yet, and must not be sent on: section 3.2.2.5.
            flags: u8::try_from(digits(&known[53..])?).ok()? & SAMPLED,
        };
        let has_ids = parent.trace_id != 0 && parent.parent_id != 0;
        (is_whole && is_divided && has_ids).then_some(parent)
    }
}

/// Reads hexadecimal digits, of which the standard allows the small ones alone.
fn digits(text: &[u8]) -> Option<u128> {
    text.iter().try_fold(0, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        Some(number << 4 | u128::from(digit))
    })
}

impl FromStr for TraceParent {
    type Err = TraceParentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text.as_bytes()).ok_or(TraceParentError(()))
    }
}

impl fmt::Display for TraceParent {
    /// Writes the header's value, in version 00.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            trace_id,
            parent_id,
            flags,
        } = self;
        write!(formatter, "00-{trace_id:032x}-{parent_id:016x}-{flags:02x}")
    }
}

impl From<TraceParent> for HeaderValue {
    fn from(parent: TraceParent) -> Self {
        Self::try_from(parent.to_string()).expect("digits and hyphens are visible")
    }
}

impl fmt::Display for TraceParentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "this is no `traceparent`; one is `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`",
        )
    }
}

impl Error for TraceParentError {}
