//! Fetch: where the session id of a request is.

use std::borrow::Cow;

use http::header;
use memchr::memchr;

use crate::{
    Request,
    context::Needs,
    failure::Failure,
    session::{SessionCookie, SessionId, claim::Claim},
};

/// Finds the session id that a request carries.
///
/// What `#[session_id_fetcher]` makes of a function. What it gives is a claim: it is parsed strictly, and must be known to the store.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a session id fetcher",
    label = "not a session id fetcher",
    note = "write `#[session_id_fetcher]` above the function, and name it with braces: `session_id {{}}`"
)]
pub trait FetchId: Send + Sync + 'static {
    /// What it borrows from the stack above the sessions, as a nest of pairs; most often `()`.
    type Needs: Needs;

    /// Gives the id, nothing when the request has none, or the failure that ends the request.
    fn fetch<'a>(
        &'a self,
        request: &'a mut Request,
        needs: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output = Result<Option<String>, Failure>> + Send;

    /// As [`fetch`](Self::fetch), for a fetcher of ours that need not copy what it finds.
    #[doc(hidden)]
    fn claim<'a>(
        &'a self,
        request: &'a mut Request,
        needs: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output = Result<Option<Claim>, Failure>> + Send {
        let fetched = self.fetch(request, needs);
        async { Ok(fetched.await?.map(Claim::new)) }
    }
}

/// Takes the session id from a cookie.
///
/// # Security
///
/// It looks for the full name, prefix included: a neighbour on a subdomain can plant a cookie
/// `SESSION_ID`, but no `__Host-SESSION_ID`. Of several cookies of that name it takes none, unless
/// exactly one id among them is well-formed.
#[derive(Clone, Debug)]
pub struct CookieFetcher {
    name: Cow<'static, str>,
}

impl CookieFetcher {
    /// Looks for the cookie that `cookie` describes.
    #[must_use]
    pub fn new(cookie: &SessionCookie) -> Self {
        Self {
            name: Cow::Owned(cookie.name().to_owned()),
        }
    }

    #[inline]
    pub(crate) fn find(&self, request: &Request) -> Option<Claim> {
        find(request, &self.name)
    }
}

impl Default for CookieFetcher {
    /// Looks for `__Host-SESSION_ID`.
    fn default() -> Self {
        Self {
            name: Cow::Borrowed(SessionCookie::DEFAULT_NAME),
        }
    }
}

#[diagnostic::do_not_recommend]
impl FetchId for CookieFetcher {
    type Needs = ();

    fn fetch<'a>(
        &'a self,
        request: &'a mut Request,
        (): (),
    ) -> impl Future<Output = Result<Option<String>, Failure>> + Send {
        std::future::ready(Ok(self.find(request).map(Claim::into_string)))
    }

    #[inline]
    fn claim<'a>(
        &'a self,
        request: &'a mut Request,
        (): (),
    ) -> impl Future<Output = Result<Option<Claim>, Failure>> + Send {
        std::future::ready(Ok(self.find(request)))
    }
}

/// Finds the one well-formed id among the cookies called `name`; without one, the first value of
/// that name, which is then refused, but shows that the client had something.
fn find(request: &Request, name: &str) -> Option<Claim> {
    let (mut first, mut chosen) = (None, None);
    for line in request.headers().get_all(header::COOKIE) {
        // By bytes: a neighbour's cookie that is no ASCII must not hide ours.
        let bytes = line.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let cookie = &bytes[start..];
            let length = memchr(b';', cookie).unwrap_or(cookie.len());
            if let Some(value) = value_of(&cookie[..length], name) {
                match SessionId::parse_bytes(value) {
                    Ok(id) if chosen.as_ref().is_some_and(|chosen| *chosen != id) => {
                        return Some(Claim::new(String::new()));
                    }
                    Ok(id) => chosen = Some(id),
                    Err(_) if first.is_none() => first = Some((line, value)),
                    Err(_) => {}
                }
            }
            start += length + 1;
        }
    }
    chosen.map(Claim::of_id).or_else(|| {
        let (line, value) = first?;
        let start = value.as_ptr().addr() - line.as_bytes().as_ptr().addr();
        Some(Claim::piece(line, start..start + value.len()))
    })
}

/// The value of a cookie, if it is called `name`.
#[inline]
fn value_of<'a>(cookie: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let cookie = cookie.trim_ascii();
    cookie.strip_prefix(name.as_bytes())?.strip_prefix(b"=")
}
