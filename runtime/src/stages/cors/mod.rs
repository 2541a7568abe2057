//! `Cors`: which pages of other origins may read the answers.

mod error;
mod grant;
mod list;
mod options;
mod origin;
mod origins;
mod preflight;
mod settings;
mod subdomains;

use http::{
    HeaderValue, Method, StatusCode,
    header::{ORIGIN, UPGRADE},
};

use self::{
    list::List,
    origins::{Everyone, Judgement, Origins, Standing},
};
use crate::{IntoResponse, Next, Problem, Request, Response, middleware, request::LookUp as _};
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
/// # Where it stands
///
/// Above `routes { … }`, of the application or of one path. A preflight is an `OPTIONS`, so it never comes to a
/// stage that stands at the route of another method; for a single route write the path around it:
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn save(body: String) -> String {
///     body
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     => routes {
///         "/draft" => {
///             Cors::new().allow_origin("https://shop.example.org").allow_method("PUT"),
///             => routes { PUT "/" => save }
///         }
///     }
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let preflight = client
///     .request(Method::OPTIONS, "/draft")
///     .header("origin", "https://shop.example.org")
///     .header("access-control-request-method", "PUT");
/// preflight.await.assert_header("access-control-allow-methods", "GET, PUT");
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
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

#[middleware]
impl Cors {
    /// What names no origin is told who may read it only where that is not the same for all.
    #[applies]
    fn is_told(&self, req: &Request) -> bool {
        self.origins.matter() || req.headers().has(&ORIGIN)
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let standing = match self.origins.judge(req) {
            Judgement::Settled(standing) => standing,
            Judgement::Open(origin, answers) => origins::settle(origin, answers).await,
        };
        if !matches!(standing, Standing::Absent) {
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
        ];
        if self.allows_credentials && self.exposed.any {
            return Err(CorsError::ExposedToCredentials);
        }
        let is_meant = self.origins.everyone == Everyone::Mirrored;
        if self.allows_credentials && self.origins.null && !is_meant {
            return Err(CorsError::CredentialsForNull);
        }
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

/// Tells whether a request opens a WebSocket: RFC 6455, section 4.1, or RFC 8441 over HTTP/2.
pub(super) fn is_websocket(request: &Request) -> bool {
    let upgrades = || {
        let lines = request.headers().get_all(UPGRADE).iter();
        lines
            .flat_map(|line| line.as_bytes().split(|&byte| byte == b','))
            .any(|protocol| protocol.trim_ascii().eq_ignore_ascii_case(b"websocket"))
    };
    *request.method() == Method::CONNECT || (request.headers().has(&UPGRADE) && upgrades())
}

#[cold]
fn foreign_websocket() -> Response {
    Problem::new(StatusCode::FORBIDDEN)
        .detail("pages of this origin may not open a WebSocket here")
        .into_response()
}
