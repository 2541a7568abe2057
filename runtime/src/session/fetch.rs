//! Fetch: where the session id of a request is.

use std::borrow::Cow;

use http::header;

use crate::{
    Request,
    context::Needs,
    failure::Failure,
    session::{SessionCookie, SessionId},
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

    pub(crate) fn find(&self, request: &Request) -> Option<String> {
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
        std::future::ready(Ok(self.find(request)))
    }
}

/// Finds the one well-formed id among the cookies called `name`; without one, the first value of
/// that name, which is then refused, but shows that the client had something.
fn find(request: &Request, name: &str) -> Option<String> {
    // By bytes: a neighbour's cookie that is no ASCII must not hide ours.
    let mut values = request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|line| line.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|cookie| {
            cookie
                .trim_ascii()
                .strip_prefix(name.as_bytes())?
                .strip_prefix(b"=")
        })
        .map(|value| std::str::from_utf8(value).unwrap_or_default());
    let first = values.next()?;
    let mut chosen = is_well_formed(first).then_some(first);
    for value in values.filter(|value| is_well_formed(value)) {
        if chosen.is_some_and(|chosen| chosen != value) {
            return Some(String::new());
        }
        chosen = Some(value);
    }
    Some(chosen.unwrap_or(first).to_owned())
}

fn is_well_formed(value: &str) -> bool {
    SessionId::parse(value).is_ok()
}
