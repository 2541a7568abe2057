//! `Cors`: which pages of other origins may read the answers.

mod error;
mod grant;
mod list;
mod origin;
mod origins;
mod preflight;
mod settings;
mod subdomains;

use std::{sync::Arc, time::Duration};

use http::{
    HeaderValue, Method, StatusCode,
    header::{ORIGIN, UPGRADE},
};

use self::{
    list::List,
    origins::{Everyone, Origins, Standing},
};
use crate::{IntoResponse, Next, Problem, Request, Response, middleware};
pub use error::CorsError;
pub use origin::{Origin, OriginError};

/// Tells browsers which pages of other origins may read the answers.
///
/// It answers preflights itself; the application never sees them. To the answer of any other request with an
/// `Origin` it adds the headers that let the page read it, or takes off those that a handler has
/// set for an origin that is not allowed. Whenever the answer depends on the origin it says so
/// in `Vary`, also when the request has none, so that no cache mixes them up.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn cart() -> &'static str {
///     "three apples"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     Cors::new()
///         .allow_origins(["https://shop.example.org", "https://*.partners.example.org"])
///         .allow_methods(["PUT", "DELETE"])
///         .allow_header("x-cart")
///         .allow_credentials(),
///     => cart
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let asked = client.get("/").header("origin", "https://shop.example.org");
/// asked
///     .await
///     .assert_header("access-control-allow-origin", "https://shop.example.org")
///     .assert_header("vary", "Origin");
///
/// let asked = client.get("/").header("origin", "https://elsewhere.example");
/// assert!(!asked.await.headers().contains_key("access-control-allow-origin"));
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`allow_origin`](Self::allow_origin), [`allow_origin_if`](Self::allow_origin_if) and their kin | none | whose pages may read |
/// | [`allow_methods`](Self::allow_methods) | `GET` | with it `HEAD` |
/// | [`allow_headers`](Self::allow_headers) | `Accept`, `Accept-Language`, `Content-Language`, `Content-Type` | which a page may send |
/// | [`expose_headers`](Self::expose_headers) | none | which a page may read |
/// | [`allow_credentials`](Self::allow_credentials) | no | cookies and the like |
/// | [`max_age`](Self::max_age) | 600 s | how long a preflight counts |
/// | [`allow_private_network`](Self::allow_private_network) | no | pages of the internet ask a private network |
/// | [`preflight_status`](Self::preflight_status) | 204 | of a yes; a no is a 400 |
/// | [`respect_handler_headers`](Self::respect_handler_headers) | no | what handlers allow by themselves |
/// | [`allow_timing`](Self::allow_timing) | no | `Timing-Allow-Origin` |
/// | [`skip_websocket_check`](Self::skip_websocket_check) | checked | a WebSocket of a foreign page is a 403 |
///
/// It deserializes from settings of these names, lists as lists; see the [table of names](#settings).
///
/// # Settings
///
/// `allow_origins`, `allow_methods`, `allow_headers` and `expose_headers` are lists, in which `*` is
/// any; `max_age` is a number of seconds, or null; `preflight_status` a number; `allow_origin_regex` a
/// pattern, with the feature `regex`; `allow_credentials`, `allow_private_network`, `allow_timing`,
/// `mirror_any_origin`, `plain_preflights`, `respect_handler_headers` and `skip_websocket_check` are
/// yes or no.
///
/// # What this does not protect against
///
/// It lets pages read; it keeps nobody from asking. A form of any site still posts here with the visitor's
/// cookies (that is what CSRF protection is for), and what is no browser ignores all of this. An answer that is
/// made above this stage, such as the 500 for a panic that nothing below catches, has none of its headers.
///
/// Sources: the [Fetch standard](https://fetch.spec.whatwg.org/#http-cors-protocol), section 3.3; RFC 6454.
#[derive(Clone, Debug)]
#[must_use]
pub struct Cors {
    origins: Origins,
    methods: List,
    headers: List,
    exposed: List,
    exposed_line: Option<HeaderValue>,
    allows_credentials: bool,
    allows_private_network: bool,
    allows_timing: bool,
    max_age: Option<HeaderValue>,
    preflight_status: StatusCode,
    is_plain: bool,
    respects_handlers: bool,
    checks_websockets: bool,
    unfit: Option<CorsError>,
}

/// How long browsers keep the answer of a preflight, at most (Firefox; Chromium takes less).
const LONGEST_AGE: Duration = Duration::from_secs(86_400);

impl Cors {
    /// Allows no other origin, and `GET` alone.
    pub fn new() -> Self {
        let safe = [
            "Accept",
            "Accept-Language",
            "Content-Language",
            "Content-Type",
        ];
        Self {
            origins: Origins::default(),
            methods: List::methods(&["GET"]),
            headers: List::headers(&safe),
            exposed: List::headers(&[]),
            exposed_line: None,
            allows_credentials: false,
            allows_private_network: false,
            allows_timing: false,
            max_age: None,
            preflight_status: StatusCode::NO_CONTENT,
            is_plain: false,
            respects_handlers: false,
            checks_websockets: true,
            unfit: None,
        }
        .max_age(Duration::from_secs(600))
    }

    /// Allows an origin, beside those that are allowed already.
    ///
    /// `https://example.org` is this one; `https://*.example.org` is every name below it, at any depth, but
    /// not itself; `*` is [any](Self::allow_any_origin). Scheme and host are compared without
    /// case, and the default port may be left out. `null`, which anybody can be, is allowed only
    /// when it is named here.
    ///
    /// # Security
    ///
    /// Whoever can put a page on any name below `example.org` is allowed by `https://*.example.org`.
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        let added = self.origins.add(origin.as_ref());
        self.note(added);
        self
    }

    /// Allows these origins; see [`allow_origin`](Self::allow_origin).
    pub fn allow_origins<T: AsRef<str>>(self, origins: impl IntoIterator<Item = T>) -> Self {
        origins.into_iter().fold(self, Self::allow_origin)
    }

    /// Allows any origin, as `*`; not together with credentials.
    pub fn allow_any_origin(self) -> Self {
        self.allow_origin("*")
    }

    /// Allows the origins that a regular expression matches as a whole.
    ///
    /// It sees them in their usual spelling: in lower case, without a default port. It needs no `^` and
    /// `$`, and takes linear time. It never sees `null`.
    ///
    /// # Security
    ///
    /// A dot means any character: write `\.` in a host.
    #[cfg(feature = "regex")]
    pub fn allow_origin_regex(mut self, pattern: impl AsRef<str>) -> Self {
        let added = self.origins.add_pattern(pattern.as_ref());
        self.note(added);
        self
    }

    /// Allows the origins for which a function says yes.
    ///
    /// It is asked when no list has the origin; never about `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Cors, Origin};
    ///
    /// let cors = Cors::new().allow_origin_if(|origin: &Origin, _| origin.scheme() == "moz-extension");
    /// assert!(cors.check().is_ok());
    /// ```
    pub fn allow_origin_if<F>(mut self, is_allowed: F) -> Self
    where
        F: Fn(&Origin, &Request) -> bool + Send + Sync + 'static,
    {
        self.origins.add_predicate(Arc::new(is_allowed));
        self
    }

    /// Allows the origins for which an asynchronous function says yes.
    ///
    /// It is asked when nothing else has allowed the origin; never about `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Cors, Origin};
    ///
    /// async fn is_customer(origin: Origin) -> bool {
    ///     origin.host().ends_with(".example.org")
    /// }
    ///
    /// let cors = Cors::new().allow_origin_if_async(|origin, _| is_customer(origin));
    /// assert!(cors.check().is_ok());
    /// ```
    pub fn allow_origin_if_async<F, A>(mut self, is_allowed: F) -> Self
    where
        F: Fn(Origin, &Request) -> A + Send + Sync + 'static,
        A: Future<Output = bool> + Send + 'static,
    {
        let question = move |origin: Origin, request: &Request| {
            let answer: origins::Answer = Box::pin(is_allowed(origin, request));
            answer
        };
        self.origins.add_question(Arc::new(question));
        self
    }

    /// Allows every origin by its own name, with credentials too.
    ///
    /// # Security
    ///
    /// Together with credentials, every site on the internet may act here as whoever visits it. `null` is
    /// still not allowed.
    pub fn mirror_any_origin(mut self) -> Self {
        self.origins.everyone = Everyone::Mirrored;
        self
    }

    /// Allows a method, beside those that are allowed already; `*` is any.
    pub fn allow_method(mut self, method: impl AsRef<str>) -> Self {
        let method = method.as_ref();
        match Method::from_bytes(method.as_bytes()) {
            Ok(_) => self.methods.add(method),
            Err(_) => self.note(Err(CorsError::Method(method.to_owned()))),
        }
        self
    }

    /// Allows these methods; see [`allow_method`](Self::allow_method).
    pub fn allow_methods<T: AsRef<str>>(self, methods: impl IntoIterator<Item = T>) -> Self {
        methods.into_iter().fold(self, Self::allow_method)
    }

    /// Lets pages send a header, beside those that they may already; `*` is any.
    pub fn allow_header(mut self, name: impl AsRef<str>) -> Self {
        let read = header(name.as_ref()).map(|name| self.headers.add(name));
        self.note(read);
        self
    }

    /// Lets pages send these headers; see [`allow_header`](Self::allow_header).
    pub fn allow_headers<T: AsRef<str>>(self, names: impl IntoIterator<Item = T>) -> Self {
        names.into_iter().fold(self, Self::allow_header)
    }

    /// Lets pages read a header of the answer; `*` is any, without credentials.
    pub fn expose_header(mut self, name: impl AsRef<str>) -> Self {
        let read = header(name.as_ref()).map(|name| self.exposed.add(name));
        self.note(read);
        self.exposed_line = if self.exposed.any {
            Some(HeaderValue::from_static("*"))
        } else {
            self.exposed.line().cloned()
        };
        self
    }

    /// Lets pages read these headers of the answer; see [`expose_header`](Self::expose_header).
    pub fn expose_headers<T: AsRef<str>>(self, names: impl IntoIterator<Item = T>) -> Self {
        names.into_iter().fold(self, Self::expose_header)
    }

    /// Lets pages send the visitor's cookies, and read what is answered to them.
    pub fn allow_credentials(mut self) -> Self {
        self.allows_credentials = true;
        self
    }

    /// Sets for how long a browser need not ask again, at most a day.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(HeaderValue::from(age.min(LONGEST_AGE).as_secs()));
        self
    }

    /// Leaves it to browsers how long a preflight counts; most take five seconds.
    pub fn no_max_age(mut self) -> Self {
        self.max_age = None;
        self
    }

    /// Lets pages of the internet ask a server on a private network, when a browser asks for it.
    pub fn allow_private_network(mut self) -> Self {
        self.allows_private_network = true;
        self
    }

    /// Sets the status of a preflight that is allowed.
    pub fn preflight_status(mut self, status: StatusCode) -> Self {
        self.preflight_status = status;
        self
    }

    /// Answers preflights in plain text, as Starlette does: 200 `OK`, or 400 and what is not allowed.
    pub fn plain_preflights(mut self) -> Self {
        self.is_plain = true;
        self.preflight_status(StatusCode::OK)
    }

    /// Leaves the `Access-Control-*` headers alone that handlers set.
    ///
    /// An answer that has an `Access-Control-Allow-Origin` of its own is not changed, whatever the origin.
    pub fn respect_handler_headers(mut self) -> Self {
        self.respects_handlers = true;
        self
    }

    /// Lets pages that may read an answer also see how long it took, by `Timing-Allow-Origin`.
    pub fn allow_timing(mut self) -> Self {
        self.allows_timing = true;
        self
    }

    /// Lets pages of any origin open a WebSocket.
    ///
    /// # Security
    ///
    /// Browsers do not ask before they open one, and send the visitor's cookies with it. Without the check
    /// the application has to look at `Origin` itself.
    pub fn skip_websocket_check(mut self) -> Self {
        self.checks_websockets = false;
        self
    }

    /// Remembers the first setting that cannot work.
    fn note(&mut self, result: Result<(), CorsError>) {
        if let Err(error) = result {
            self.unfit.get_or_insert(error);
        }
    }
}

#[middleware]
impl Cors {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let mut standing = Standing::Absent;
        if req.headers().contains_key(ORIGIN) {
            standing = self.origins.judge(req).settle().await;
            if preflight::is_preflight(req) {
                return preflight::answer(self, req, standing);
            }
            if matches!(standing, Standing::Refused)
                && self.checks_websockets
                && is_websocket(req)
                && !origins::is_same_host(req)
            {
                return foreign_websocket();
            }
        }
        let mut response = next.run(req).await;
        grant::write(self, standing, &mut response);
        response
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`CorsError`] for a text that is no origin, method or header, for credentials that anybody could
    /// use, and for a status that is no yes.
    #[check]
    pub fn check(&self) -> Result<(), CorsError> {
        if let Some(error) = &self.unfit {
            return Err(error.clone());
        }
        if !self.preflight_status.is_success() {
            return Err(CorsError::PreflightStatus(self.preflight_status));
        }
        let anybody = [
            ("origin", self.origins.everyone == Everyone::Star),
            ("method", self.methods.any),
            ("header", self.headers.any),
            ("header that is read", self.exposed.any),
        ];
        let is_meant = self.origins.everyone == Everyone::Mirrored;
        match anybody.into_iter().find(|(_, is_any)| *is_any) {
            Some((what, _)) if self.allows_credentials && !is_meant => {
                Err(CorsError::CredentialsForAnybody(what))
            }
            _ => Ok(()),
        }
    }
}

impl Default for Cors {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads the name of a header, or `*`.
fn header(name: &str) -> Result<&str, CorsError> {
    if list::is_token(name.as_bytes()) {
        Ok(name)
    } else {
        Err(CorsError::Header(name.to_owned()))
    }
}

/// Tells whether a request opens a WebSocket: RFC 6455, section 4.1, or RFC 8441 over HTTP/2.
fn is_websocket(request: &Request) -> bool {
    let upgrades = || {
        let lines = request.headers().get_all(UPGRADE).iter();
        lines
            .flat_map(|line| line.as_bytes().split(|&byte| byte == b','))
            .any(|protocol| protocol.trim_ascii().eq_ignore_ascii_case(b"websocket"))
    };
    *request.method() == Method::CONNECT || upgrades()
}

#[cold]
fn foreign_websocket() -> Response {
    Problem::new(StatusCode::FORBIDDEN)
        .detail("pages of this origin may not open a WebSocket here")
        .into_response()
}
