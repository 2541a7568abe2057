//! Starlette cookie: reads the sessions that a Starlette application has signed, to take them over.

use std::{fmt, time::Duration};

use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use hmac::{Hmac, KeyInit, Mac};
use serde::de::DeserializeOwned;
use sha1::{Digest, Sha1};

use crate::{
    Request, RequestExt,
    session::{Clock, SystemClock, Timestamp},
};

/// The signature and the time have no padding, and writers may leave stray bits in the last letter.
const UNPADDED: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Reads the session cookies of Starlette, Lilya and Ellar, so that nobody is logged out by a
/// move to this side.
///
/// It only reads: what it finds belongs into a session of ours, by an ordinary
/// [`update`](crate::Session::update). The cookie is the contents, in JSON, base64; the time; and
/// an HMAC-SHA1 of both, as the Python package `itsdangerous` makes them.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use onionskin::session::StarletteCookie;
///
/// let old = StarletteCookie::new("example").max_age(None);
/// let value = "eyJzb21lIjogImRhdGEifQ==.ZVPxAA.DnuleGQm4eV-Ux8xFWlAxKw6OP8";
/// let data: serde_json::Value = old.decode(value).unwrap();
/// assert_eq!(data["some"], "data");
/// ```
///
/// # Security
///
/// Such a cookie can be read by the client, and used again until it is too old. Once the move is
/// over, stop reading it.
#[derive(Clone)]
pub struct StarletteCookie {
    key: [u8; 20],
    name: String,
    max_age: Option<Duration>,
}

impl StarletteCookie {
    /// Reads cookies that were signed with that `secret_key`.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        let key = Sha1::new()
            .chain_update("itsdangerous.Signer")
            .chain_update("signer")
            .chain_update(secret)
            .finalize();
        Self {
            key: key.into(),
            name: "session".to_owned(),
            max_age: Some(Duration::from_secs(14 * 24 * 60 * 60)),
        }
    }

    /// Looks for a cookie of that name. The default is `session`.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Takes no cookie that is older. The default is 14 days, as in Starlette; `None` is no limit.
    #[must_use]
    pub fn max_age(mut self, max_age: Option<Duration>) -> Self {
        self.max_age = max_age;
        self
    }

    /// Reads the session that a request carries, if there is one that counts.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self, request: &Request) -> Option<T> {
        self.decode(request.cookie(&self.name)?.value())
    }

    /// Reads the value of a cookie.
    ///
    /// `None` when the signature is wrong, when it is too old or from the future, and when what
    /// was signed is no `T`.
    #[must_use]
    pub fn decode<T: DeserializeOwned>(&self, value: &str) -> Option<T> {
        self.decode_at(value, SystemClock.now())
    }

    fn decode_at<T: DeserializeOwned>(&self, value: &str, now: Timestamp) -> Option<T> {
        let (signed, signature) = value.rsplit_once('.')?;
        let (data, time) = signed.rsplit_once('.')?;
        let signature = UNPADDED.decode(signature).ok()?;
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.key).ok()?;
        mac.update(signed.as_bytes());
        mac.verify_slice(&signature).ok()?;
        self.is_fresh(time, now).then_some(())?;
        serde_json::from_slice(&STANDARD.decode(data).ok()?)
            .inspect_err(|error| {
                tracing::warn!(kind = ?error.classify(), "a signed session does not decode");
            })
            .ok()
    }

    fn is_fresh(&self, time: &str, now: Timestamp) -> bool {
        let Some(max_age) = self.max_age else {
            return true;
        };
        let Ok(bytes) = UNPADDED.decode(time) else {
            return false;
        };
        if bytes.len() > 8 {
            return false;
        }
        let seconds = bytes
            .iter()
            .fold(0, |seconds: u64, byte| (seconds << 8) | u64::from(*byte));
        let signed = Timestamp::default().after(Duration::from_secs(seconds));
        // In whole seconds, as the cookie has them.
        let this_second = now.as_millis() / 1000;
        seconds <= this_second
            && now.since(signed) <= max_age.saturating_add(Duration::from_secs(1))
    }
}

impl fmt::Debug for StarletteCookie {
    /// Leaves out the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StarletteCookie")
            .field("name", &self.name)
            .field("max_age", &self.max_age)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &str = "eyJzb21lIjogImRhdGEifQ==.ZVPxAA.DnuleGQm4eV-Ux8xFWlAxKw6OP8";
    const SIGNED_AT: u64 = 1_700_000_000;
    const TWO_WEEKS: u64 = 14 * 24 * 60 * 60;

    #[test]
    fn a_cookie_counts_from_its_signature_until_it_is_too_old() {
        let cookie = StarletteCookie::new("example");
        let at = |seconds: u64| {
            let now = Timestamp::from_millis(seconds * 1000);
            cookie.decode_at::<serde_json::Value>(SIGNED, now)
        };
        for fresh in [SIGNED_AT, SIGNED_AT + 1, SIGNED_AT + TWO_WEEKS] {
            assert_eq!(
                at(fresh).expect("it is fresh")["some"],
                "data",
                "at {fresh}"
            );
        }
        for stale in [0, SIGNED_AT - 1, SIGNED_AT + TWO_WEEKS + 2, u64::MAX / 2000] {
            assert_eq!(at(stale), None, "at {stale}");
        }
    }
}
