//! `CspNonce`: the word by which a page tells its own scripts from injected ones.

use std::{fmt, sync::OnceLock};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{Rng, rand_core::UnwrapErr, rngs::SysRng};

/// The word by which a page tells its own scripts from injected ones; another for every answer.
///
/// [`Csp`](crate::Csp) lends it. Templates write it into `<script nonce="…">`; it needs no escaping. It is 128
/// bits from the operating system's generator, in base64url, made when it is first asked for.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn page(nonce: &CspNonce) -> Html<String> {
///     Html(format!("<script nonce=\"{nonce}\">start()</script>"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(middleware_stack! { Csp::new(), => page });
/// let mut response = client.get("/").await;
/// let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
/// let page = response.text().await;
/// let nonce = page.split('"').nth(1).unwrap();
/// assert!(policy.contains(&format!("'nonce-{nonce}'")));
/// # }
/// # }
/// ```
#[derive(Default)]
pub struct CspNonce(OnceLock<[u8; LENGTH]>);

/// How many characters it has.
pub(super) const LENGTH: usize = 22;

impl CspNonce {
    /// Gives its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.0.get_or_init(|| {
            let mut random = [0; 16];
            UnwrapErr(SysRng).fill_bytes(&mut random);
            let mut text = [0; LENGTH];
            // 16 bytes are 22 characters, so they always fit.
            let _ = BASE64_URL_SAFE_NO_PAD.encode_slice(random, &mut text);
            text
        });
        // base64 is ASCII, so there is always a text.
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Tells whether somebody has asked for it.
    pub(super) fn was_used(&self) -> bool {
        self.0.get().is_some()
    }
}

impl AsRef<str> for CspNonce {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for CspNonce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for CspNonce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CspNonce(redacted)")
    }
}
