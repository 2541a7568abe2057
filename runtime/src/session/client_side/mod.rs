//! Client side: sessions that the client carries itself, sealed in its cookie.

mod keys;
mod payload;
mod revocations;
mod slot;

use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use self::{keys::Key, revocations::Revocations};
use crate::session::{
    Record, SessionCookie, SessionId, SessionKey, SessionStore, any_store::AnyStore, claim::Claim,
    core::Core,
};

pub use self::keys::{SessionKeys, WeakSessionKey};
pub(crate) use self::slot::Slot;

/// What browsers keep of one cookie: name, value and attributes (RFC 6265, section 6.1).
const LARGEST_COOKIE: usize = 4096;
const NONCE: usize = 24;
const CIPHER_TAG: usize = 16;
const SIGNATURE: usize = 32;

/// How sessions are sealed that the client carries itself.
///
/// Encrypted with XChaCha20-Poly1305 unless told otherwise. The whole cookie has 4096 bytes, which
/// leaves about 2800 for the data; a write that does not fit is an error, and nothing is cut off.
///
/// # Examples
///
/// ```
/// use onionskin::{Sessions, session::{ClientSide, SessionKeys, WeakSessionKey}};
///
/// # fn main() -> Result<(), WeakSessionKey> {
/// let keys = SessionKeys::new(b"thirty-two bytes from a generator")?;
/// let sessions = Sessions::<Vec<u32>>::client_side(ClientSide::new(keys));
/// # drop(sessions);
/// # Ok(())
/// # }
/// ```
///
/// # Security
///
/// Nobody can change such a session, but whoever has a copy of a cookie can put it back until it
/// expires: after `destroy`, `regenerate` or an update, old copies still count. Keep nothing in it
/// that must be revoked, or must not be repeated; a store can do both.
/// [`revocable`](Self::revocable) ends the copies after `destroy`, `regenerate` and `destroy_all`, but
/// not after an update. Of requests that write at once, the response that arrives last wins.
#[derive(Clone, Debug)]
pub struct ClientSide {
    keys: SessionKeys,
    mode: Mode,
    revoked: Option<Revocations>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Encrypted,
    Signed,
}

impl ClientSide {
    /// Encrypts sessions: the client can neither read nor change them.
    #[must_use]
    pub fn new(keys: SessionKeys) -> Self {
        Self {
            keys,
            mode: Mode::Encrypted,
            revoked: None,
        }
    }

    /// Only signs sessions: the client can read, but not change them.
    ///
    /// # Security
    ///
    /// All of the data can be read by whoever sees the cookie, the subject included.
    #[must_use]
    pub fn signed(mut self) -> Self {
        self.mode = Mode::Signed;
        self
    }

    /// Notes in `list` which sessions have ended, so that copies of their cookies open nothing.
    ///
    /// So `destroy` and `regenerate` end every copy, and `destroy_all` logs a person out everywhere;
    /// it cannot tell how many sessions that were. A note is kept for as long as a session can
    /// last; whoever uses a session asks the list, twice if it has a subject. While the list does not
    /// answer, neither do sessions.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{MemoryStore, Sessions, session::{ClientSide, SessionKeys, WeakSessionKey}};
    ///
    /// # fn main() -> Result<(), WeakSessionKey> {
    /// let keys = SessionKeys::new(b"thirty-two bytes from a generator")?;
    /// let sealed = ClientSide::new(keys).revocable(MemoryStore::new());
    /// let sessions = Sessions::<Vec<u32>>::client_side(sealed);
    /// # drop(sessions);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn revocable(mut self, list: impl SessionStore) -> Self {
        self.revoked = Some(Revocations::new(list));
        self
    }

    /// The store of one request, by the settings of `core`.
    pub(crate) fn store<T>(&self, slot: Slot, core: &Core<T>) -> Arc<dyn AnyStore> {
        match &self.revoked {
            Some(list) => Arc::new(list.over(slot, Arc::clone(&core.clock), core.absolute())),
            None => Arc::new(slot),
        }
    }

    /// The place of one request's session, which is opened when something is first asked of it.
    pub(crate) fn slot(&self, cookie: &SessionCookie, sealed: Option<Claim>) -> Slot {
        Slot::new(sealed, self.room(cookie))
    }

    /// Opens what a client has sent; what does not open counts as nothing.
    pub(super) fn unpack(
        &self,
        cookie: &SessionCookie,
        sealed: &Claim,
    ) -> Option<(SessionId, SessionKey, Record)> {
        let opened = self.open(cookie.name(), sealed.as_str());
        let Some((id, record)) = opened else {
            tracing::debug!("a session cookie does not open; it counts as none");
            return None;
        };
        let key = cookie.key(&id);
        Some((id, key, record))
    }

    /// Seals the session of that id, unless the client has it as it is.
    pub(crate) fn pack(
        &self,
        cookie: &SessionCookie,
        slot: &Slot,
        id: &SessionId,
    ) -> Option<String> {
        let record = slot.changed(&cookie.key(id))?;
        self.seal(cookie.name(), id, &record)
    }

    fn seal(&self, cookie: &str, id: &SessionId, record: &Record) -> Option<String> {
        let key = self.keys.current();
        let payload = payload::write(id, record);
        match self.mode {
            Mode::Encrypted => {
                let nonce: [u8; NONCE] = rand::random();
                let mut sealed = nonce.to_vec();
                sealed.extend(
                    cipher(key)
                        .encrypt(&XNonce::from(nonce), bound(&payload, cookie))
                        .ok()?,
                );
                Some(format!("v1.{}.{}", key.id, URL_SAFE_NO_PAD.encode(sealed)))
            }
            Mode::Signed => {
                let payload = URL_SAFE_NO_PAD.encode(payload);
                let tag = mac(key, cookie, &payload)?.finalize().into_bytes();
                let tag = URL_SAFE_NO_PAD.encode(tag);
                Some(format!("s1.{}.{payload}.{tag}", key.id))
            }
        }
    }

    fn open(&self, cookie: &str, value: &str) -> Option<(SessionId, Record)> {
        if value.len() > LARGEST_COOKIE {
            return None;
        }
        let (mode, rest) = value.split_once('.')?;
        let (key, sealed) = rest.split_once('.')?;
        let key = self.keys.find(key)?;
        let payload = match (self.mode, mode) {
            (Mode::Encrypted, "v1") => {
                let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
                let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
                let sealed = bound(sealed, cookie);
                cipher(key).decrypt(&XNonce::from(*nonce), sealed).ok()?
            }
            (Mode::Signed, "s1") => {
                let (payload, tag) = sealed.split_once('.')?;
                let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
                mac(key, cookie, payload)?.verify_slice(&tag).ok()?;
                URL_SAFE_NO_PAD.decode(payload).ok()?
            }
            _ => return None,
        };
        payload::read(&payload)
    }

    /// How long a payload can be that fits into the cookie when it is sealed.
    fn room(&self, cookie: &SessionCookie) -> usize {
        let prefix = "v1.".len() + self.keys.current().id.len() + ".".len();
        let letters = LARGEST_COOKIE.saturating_sub(cookie.overhead() + prefix);
        match self.mode {
            Mode::Encrypted => (letters * 3 / 4).saturating_sub(NONCE + CIPHER_TAG),
            Mode::Signed => {
                let tag = ".".len() + (SIGNATURE * 4).div_ceil(3);
                letters.saturating_sub(tag) * 3 / 4
            }
        }
    }
}

/// A session that does not fit into a cookie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the session does not fit into its cookie")
    }
}

impl std::error::Error for TooLarge {}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.encryption).into())
}

/// A session of one cookie does not open in another.
fn bound<'a>(bytes: &'a [u8], cookie: &'a str) -> Payload<'a, 'a> {
    Payload {
        msg: bytes,
        aad: cookie.as_bytes(),
    }
}

fn mac(key: &Key, cookie: &str, payload: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key.signature).ok()?;
    // No name of a cookie has a semicolon in it, so the two cannot run into each other.
    mac.update(cookie.as_bytes());
    mac.update(b";");
    mac.update(payload.as_bytes());
    Some(mac)
}
