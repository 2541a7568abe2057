//! `CsrfTokens`: asks for a token that only pages of our own can show.

mod form;
mod lifetime;
mod lilya;
mod markup;
mod names;
mod options;
mod seal;
mod settlement;
mod token;
mod verification;

use std::{fmt, marker::PhantomData, sync::Arc};

use self::{form::FormLimits, lifetime::Lifetime, names::Names};
pub use self::{lilya::LilyaTokens, token::CsrfToken};
use super::csrf::{CsrfError, CsrfRejection, Exemptions, refused};
use crate::{
    CookieFetcher, NextWith, Request, Response, Session, SessionCookie, middleware,
    session::{Claim, SessionData},
};

/// Asks whatever may change something for a token that only pages of our own can show.
///
/// It lends a [`CsrfToken`], which pages write into their forms, or into their head for scripts to send.
/// The token is made of the id of the [`Session`] below which this stage stands, so it changes with the
/// id, above all at a login, and is worthless in any other session. There is no secret to keep and
/// nothing to store. A visitor without a session gets a cookie to bind the token to, as soon as a page
/// writes one.
///
/// A token is looked for in the header `X-CSRF-Token` and then in the form; never in the query. A form is
/// read only as far as is needed and then given to what is below as if it had not been read; forms with
/// files are only kept up to the token, so put the [field](CsrfToken::field) first. Without a token, or
/// with another visitor's, the answer is a [`CsrfRejection`], 403.
///
/// [`Csrf`](crate::Csrf) guards as well, and needs no tokens; both together guard the better. Only that
/// one looks at whoever opens a WebSocket.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn token(token: &CsrfToken) -> String {
///     token.to_string()
/// }
///
/// #[handler]
/// fn pay(body: String) -> String {
///     body
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     Sessions::<u64>::new(MemoryStore::new()),
///     CsrfTokens::<u64>::new(),
///     => routes {
///         GET "/token" => token,
///         POST "/pay" => pay,
///     }
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let token = client.get("/token").await.text().await;
/// let paid = client.post("/pay").form(&[("csrf_token", &token)]).await;
/// assert_eq!(paid.text().await, format!("csrf_token={token}"));
///
/// let unasked = client.post("/pay").form(&[("to", "me")]).await;
/// unasked.assert_status(403);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`header`](Self::header) | `X-CSRF-Token` | further headers that may carry the token |
/// | [`field`](Self::field) | `csrf_token` | the field of forms |
/// | [`cookie`](Self::cookie) | `__Host-csrf; Path=/; Secure; HttpOnly; SameSite=Lax` | what binds a visitor without a session |
/// | [`expire_after`](Self::expire_after) | never | how long a token counts |
/// | [`accept_lilya`](Self::accept_lilya) | no | tokens of an application that moves here |
/// | [`form_bytes`](Self::form_bytes) | 2 MiB | how much of a form is kept: 413 |
/// | [`form_time`](Self::form_time) | 30 seconds | how long a form may take: 408 |
/// | [`safe_method`](Self::safe_method) | `GET`, `HEAD`, `OPTIONS`, `TRACE` | what changes nothing |
/// | [`exempt_bearer`](Self::exempt_bearer) | no | whether `Authorization: Bearer` alone is enough |
/// | [`exempt`](Self::exempt) | none | what is not looked at |
///
/// Forms with files, `multipart/form-data`, are read with the feature `multipart`, which is on by default.
///
/// # What this does not protect against
///
/// Scripts injected into pages of our own: they can read tokens. A `GET` that changes something. Pages of
/// other origins that [`Cors`](crate::Cors) lets read ours. Tokens do not expire before the session's id
/// does, unless [told so](Self::expire_after). A page that was opened before the session got a new id has to be loaded again.
///
/// Whoever claims a session has it read from the store, so that the token can be written at any time; put
/// this stage where the forms are. Without a claim nothing is read.
///
/// Sources: the OWASP Cross-Site Request Forgery Prevention Cheat Sheet; RFC 7578; the attack called BREACH.
#[must_use]
pub struct CsrfTokens<T> {
    names: Arc<Names>,
    cookie: SessionCookie,
    visitors: CookieFetcher,
    lifetime: Option<Lifetime>,
    lilya: Option<LilyaTokens>,
    limits: FormLimits,
    exemptions: Exemptions,
    unfit: Option<CsrfError>,
    data: PhantomData<fn() -> T>,
}

#[middleware]
impl<T: SessionData> CsrfTokens<T> {
    async fn handle(
        &self,
        req: &mut Request,
        session: &Session<T>,
        next: impl NextWith<CsrfToken>,
    ) -> Result<Response, CsrfRejection> {
        let visitor = self.visitors.find(req);
        let visitor = visitor.and_then(Claim::into_id);
        let token = CsrfToken::new(
            &self.names,
            self.lifetime.as_ref(),
            session.follow().await?,
            visitor,
        );
        if !self.exemptions.is_safe(req.method()) && !self.exemptions.cover(req) {
            let verified = self.verify(req, &token).await;
            verified.inspect_err(|rejection| refused(req, rejection))?;
        }
        let mut response = next.run_with(req, &token).await;
        self.settle(&token, &mut response);
        Ok(response)
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`CsrfError`] for what cannot be a name, for a method that is never safe, and for limits of zero.
    #[check]
    pub fn check(&self) -> Result<(), CsrfError> {
        if self.limits.bytes == 0 || self.limits.time.is_zero() {
            return Err(CsrfError::NoForms);
        }
        self.unfit.clone().map_or(Ok(()), Err)
    }
}

impl<T> Default for CsrfTokens<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for CsrfTokens<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CsrfTokens")
            .field("names", &self.names)
            .field("cookie", &self.cookie)
            .field("lifetime", &self.lifetime)
            .field("lilya", &self.lilya)
            .field("limits", &self.limits)
            .field("exemptions", &self.exemptions)
            .finish_non_exhaustive()
    }
}
