//! `SessionBinding`: a session that is of use only where it began.

mod error;
mod judgement;
mod look;
mod standing;

use std::{fmt, marker::PhantomData, pin::Pin, sync::Arc};

use http::{HeaderValue, header::USER_AGENT};

use self::look::Look;
use crate::{
    ClientAddr, NextWith, Request, Response, Session, SessionError, middleware,
    request::LookUp as _, session::SessionData,
};

pub use self::{
    error::SessionBindingError,
    standing::{OnMismatch, SessionMoved, SessionStanding},
};

/// OWASP and the digest agree on 256 bits.
const SHORTEST: usize = 32;

type Notify<T> =
    Arc<dyn Fn(SessionMoved<T>) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// Binds sessions to the network and the software of the client that they began with.
///
/// It stands below the [`Sessions`](crate::Sessions) and below what lends a [`ClientAddr`], say
/// [`ProxyHeaders`](crate::ProxyHeaders); without either, the stack does not compile. A session is
/// bound when it begins, and again whenever the application gives it a new id, as after a login. When
/// its cookie comes from elsewhere it ends, unless another [`OnMismatch`] was chosen. Below it, a
/// [`SessionStanding`] is lent.
///
/// The record of a session keeps a digest under your secret, not the address.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// async fn visit(visits: &Session<u64>) -> Result<String, SessionError> {
///     Ok(visits.update(|count| *count += 1).await?.to_string())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     ProxyHeaders::new(),
///     Sessions::<u64>::new(MemoryStore::new()),
///     SessionBinding::<u64>::new(b"thirty-two bytes from a generator"),
///     => visit
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// assert_eq!(client.get("/").header("user-agent", "a browser").await.text().await, "1");
/// assert_eq!(client.get("/").header("user-agent", "a browser").await.text().await, "2");
/// assert_eq!(client.get("/").header("user-agent", "a thief's").await.text().await, "1");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default |
/// |---|---|
/// | [`address_prefix`](Self::address_prefix) | the first 24 bits of IPv4, 56 of IPv6 |
/// | [`ignore_address`](Self::ignore_address), [`ignore_user_agent`](Self::ignore_user_agent) | both count |
/// | [`on_mismatch`](Self::on_mismatch) | [`Reset`](OnMismatch::Reset) |
/// | [`notify`](Self::notify) | nobody |
///
/// # What this does not protect against
///
/// A thief in the same network with the same software: it makes stolen cookies less useful, and no more. It is
/// no defence against session fixation, which is a new id at every login. People whose
/// network changes, on a phone or with Tor, lose their sessions; so does everybody after an update of the
/// browser. What proxies tell of the address must be told by proxies that are trusted.
///
/// # Cost
///
/// A request with a session cookie loads its session, whether or not anything below asks for it.
///
/// Source: OWASP Session Management Cheat Sheet, "Binding the Session ID to Other User Properties".
pub struct SessionBinding<T> {
    /// Nothing when the secret is too short.
    look: Option<Look>,
    on_mismatch: OnMismatch,
    notify: Option<Notify<T>>,
    data: PhantomData<fn() -> T>,
}

impl<T: SessionData> SessionBinding<T> {
    /// Binds sessions of `T`; the secret needs 32 random bytes, the same in every process.
    ///
    /// Another secret later counts as another client.
    #[must_use]
    pub fn new(secret: impl AsRef<[u8]>) -> Self {
        let secret = secret.as_ref();
        let is_strong = secret.len() >= SHORTEST;
        Self {
            look: is_strong.then(|| Look::new(secret)).flatten(),
            on_mismatch: OnMismatch::default(),
            notify: None,
            data: PhantomData,
        }
    }

    /// Looks at so many of the first bits of IPv4 and IPv6 addresses.
    #[must_use]
    pub fn address_prefix(mut self, ipv4: u8, ipv6: u8) -> Self {
        if let Some(look) = &mut self.look {
            look.prefix = Some((ipv4, ipv6));
        }
        self
    }

    /// Leaves the address out: people may change networks.
    #[must_use]
    pub fn ignore_address(mut self) -> Self {
        if let Some(look) = &mut self.look {
            look.prefix = None;
        }
        self
    }

    /// Leaves the `User-Agent` out: browsers may be updated.
    #[must_use]
    pub fn ignore_user_agent(mut self) -> Self {
        if let Some(look) = &mut self.look {
            look.has_user_agent = false;
        }
        self
    }

    /// Chooses what becomes of a session whose cookie comes from elsewhere.
    #[must_use]
    pub fn on_mismatch(mut self, action: OnMismatch) -> Self {
        self.on_mismatch = action;
        self
    }

    /// Tells somebody of every session that came from elsewhere, before the request goes on.
    ///
    /// With [`OnMismatch::StepUp`] that is every request until the visitor has shown who it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::SessionBinding;
    ///
    /// let binding = SessionBinding::<u64>::new(b"thirty-two bytes from a generator")
    ///     .notify(|moved| async move {
    ///         println!("a session of {:?} is now at {:?}", moved.subject, moved.ip);
    ///     });
    /// assert!(binding.check().is_ok());
    /// ```
    #[must_use]
    pub fn notify<F>(
        mut self,
        notify: impl Fn(SessionMoved<T>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.notify = Some(Arc::new(move |moved| Box::pin(notify(moved))));
        self
    }
}

#[middleware]
impl<T: SessionData> SessionBinding<T> {
    async fn handle(
        &self,
        session: &Session<T>,
        client: &ClientAddr,
        req: &mut Request,
        next: impl NextWith<SessionStanding>,
    ) -> Result<Response, SessionError> {
        let standing = match &self.look {
            Some(look) => {
                let user_agent = req.headers().first(&USER_AGENT);
                let seen = look.at(client.ip(), user_agent.map(HeaderValue::as_bytes));
                self.judge(session, client, &seen).await?
            }
            // Such a stack is refused; were it not, then nobody would be let in.
            None => SessionStanding::StepUp,
        };
        Ok(next.run_with(req, &standing).await)
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`SessionBindingError`], which says what to write instead.
    #[check]
    pub fn check(&self) -> Result<(), SessionBindingError> {
        let Some(look) = &self.look else {
            return Err(SessionBindingError::WeakSecret);
        };
        match look.prefix {
            None if !look.has_user_agent => Err(SessionBindingError::NoSignals),
            Some((ipv4, ipv6)) if !(8..=32).contains(&ipv4) || !(16..=128).contains(&ipv6) => {
                Err(SessionBindingError::PrefixLength { ipv4, ipv6 })
            }
            _ => Ok(()),
        }
    }
}

impl<T> Clone for SessionBinding<T> {
    fn clone(&self) -> Self {
        Self {
            look: self.look.clone(),
            on_mismatch: self.on_mismatch,
            notify: self.notify.clone(),
            data: PhantomData,
        }
    }
}

impl<T> fmt::Debug for SessionBinding<T> {
    /// Leaves out the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBinding")
            .field("on_mismatch", &self.on_mismatch)
            .finish_non_exhaustive()
    }
}
