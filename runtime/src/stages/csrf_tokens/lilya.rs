//! `LilyaTokens`: the CSRF tokens of a Lilya application, to be taken over.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{Request, RequestExt};

/// How many letters each half of a token has: what was drawn, and its signature.
const HALF: usize = 64;

/// Reads the CSRF tokens of a Lilya application, so that no open form is lost by a move to this side.
///
/// For [`CsrfTokens::accept_lilya`](crate::CsrfTokens::accept_lilya). It only reads: pages that this side
/// shows have tokens of ours. Lilya signs 64 random digits with HMAC-SHA-256, and takes a request when the
/// same digits stand in a cookie and in a header or a form.
///
/// # Examples
///
/// ```
/// use onionskin::stages::LilyaTokens;
///
/// let old = LilyaTokens::new("a secret that the old application has, too");
/// assert!(!old.is_valid("forged"));
/// ```
///
/// # Security
///
/// Such a token belongs to no session: whoever plants a cookie of their own, say from a neighbouring
/// subdomain, has a token that fits. Once the move is over, stop reading them.
#[derive(Clone)]
pub struct LilyaTokens {
    secret: String,
    cookie: String,
    pub(super) header: String,
}

impl LilyaTokens {
    /// How long a token is.
    pub(super) const LETTERS: usize = 2 * HALF;

    /// Reads tokens that were signed with that `secret`, in the cookie `csrftoken` and the header
    /// `X-CSRFToken`.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
            cookie: "csrftoken".to_owned(),
            header: "x-csrftoken".to_owned(),
        }
    }

    /// Looks for the cookie under another name: Lilya's `cookie_name`.
    #[must_use]
    pub fn cookie(mut self, name: &str) -> Self {
        name.clone_into(&mut self.cookie);
        self
    }

    /// Looks for the header under another name: Lilya's `header_name`.
    #[must_use]
    pub fn header(mut self, name: &str) -> Self {
        name.clone_into(&mut self.header);
        self
    }

    /// Tells, in constant time, whether a text is a token that was signed with the secret.
    #[must_use]
    pub fn is_valid(&self, text: &str) -> bool {
        self.signature_of(text.as_bytes()).is_some()
    }

    /// Whether no secret was given.
    pub(super) fn is_open(&self) -> bool {
        self.secret.is_empty()
    }

    /// What the visitor's cookie says, if it is a token; two that differ are none.
    pub(super) fn planted(&self, request: &Request) -> Option<Planted<'_>> {
        let mut cookies = request
            .cookies()
            .filter(|cookie| cookie.name() == self.cookie);
        let first = cookies.next()?;
        if cookies.any(|other| other.value() != first.value()) {
            return None;
        }
        let signature = self.signature_of(first.value().as_bytes())?;
        Some(Planted {
            tokens: self,
            signature,
        })
    }

    /// The signature of a token, when it is one.
    fn signature_of(&self, token: &[u8]) -> Option<[u8; HALF / 2]> {
        if token.len() != Self::LETTERS {
            return None;
        }
        let (drawn, signature) = token.split_at(HALF);
        let signature = digits(signature)?;
        let mac = self.mac(drawn)?;
        mac.verify_slice(&signature).ok().map(|()| signature)
    }

    fn mac(&self, drawn: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).ok()?;
        mac.update(drawn);
        Some(mac)
    }
}

/// A token that the visitor's cookie holds.
pub(super) struct Planted<'a> {
    tokens: &'a LilyaTokens,
    signature: [u8; HALF / 2],
}

impl Planted<'_> {
    /// Tells in constant time whether a text is the same token.
    pub(super) fn fits(&self, text: &[u8]) -> bool {
        self.tokens.signature_of(text).is_some()
            && self
                .tokens
                .mac(&text[..HALF])
                .is_some_and(|mac| mac.verify_slice(&self.signature).is_ok())
    }
}

impl fmt::Debug for LilyaTokens {
    /// Leaves out the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LilyaTokens")
            .field("cookie", &self.cookie)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Reads hexadecimal digits, small ones as Python writes them.
fn digits(text: &[u8]) -> Option<[u8; HALF / 2]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; HALF / 2];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}
