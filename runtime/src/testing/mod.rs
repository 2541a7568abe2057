//! Drives an application in tests, without a socket or over one.

mod cookie_jar;
mod error;
mod exchange;
mod reading;
mod request;
mod response;
mod server;
mod transport;
mod url;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http::{HeaderMap, HeaderName, HeaderValue, Method, header::USER_AGENT};

use self::{
    cookie_jar::CookieJar,
    transport::{InProcess, Socket, Transport},
    url::Url,
};
pub use self::{
    error::TestError, request::TestRequest, response::TestResponse, server::TestServer,
};
use crate::Application;

/// Drives an application as a browser would, without a socket.
///
/// Cookies are kept by the rules of RFC 6265bis, redirects are followed, and
/// the configuration of the application is the one it has in production. The
/// address is `https://localhost` and the peer 127.0.0.1, port 50000, unless
/// told otherwise.
///
/// # Examples
///
/// ```
/// use onionskin::{Application, Body, Request, Response, TestClient};
///
/// struct Hello;
///
/// impl Application for Hello {
///     async fn respond(&self, _: &mut Request) -> Response {
///         Response::new(Body::from(bytes::Bytes::from_static(b"hello")))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = TestClient::new(Hello);
/// let response = client.get("/").await;
/// assert_eq!(response.assert_status(200).text().await, "hello");
///
/// // The same over a real socket.
/// let client = TestClient::over_socket(Hello).await;
/// assert_eq!(client.get("/").await.text().await, "hello");
/// # }
/// ```
#[derive(Debug)]
pub struct TestClient {
    transport: Arc<dyn Transport>,
    jar: Arc<Mutex<CookieJar>>,
    base: Result<Url, String>,
    headers: HeaderMap,
    follow_redirects: bool,
    peer: SocketAddr,
}

impl TestClient {
    /// Makes a client that calls the application itself.
    pub fn new(app: impl Application) -> Self {
        Self::on(Arc::new(InProcess(app)), "https://localhost")
    }

    /// Makes a client that speaks to the application over a loopback socket.
    ///
    /// The server ends with the client. [`TestServer`] gives more control.
    ///
    /// # Panics
    ///
    /// When no loopback port can be bound; a test has no way on from there.
    pub async fn over_socket(app: impl Application) -> Self {
        let server = TestServer::start(app).await;
        let (address, url) = (server.addr(), server.url());
        Self::on(Arc::new(Socket::new(address, server)), &url)
    }

    fn on(transport: Arc<dyn Transport>, base: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(
            USER_AGENT,
            HeaderValue::from_static("onionskin-test-client"),
        );
        Self {
            transport,
            jar: Arc::default(),
            base: Url::parse(base).map_err(|error| error.to_string()),
            headers,
            follow_redirects: true,
            peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000)),
        }
    }

    /// Makes a client of the same application and settings without any cookie.
    #[must_use]
    pub fn another(&self) -> Self {
        Self {
            jar: Arc::default(),
            ..self.share()
        }
    }

    /// Sets the URL that paths are relative to; `https://localhost` by default.
    ///
    /// Over a socket the connection still goes to the server; the URL decides
    /// the `Host` header and the cookies. A URL that is none fails the requests.
    #[must_use]
    pub fn base_url(mut self, url: &str) -> Self {
        self.base = Url::parse(url).map_err(|error| error.to_string());
        self
    }

    /// Sets a header that every request carries.
    ///
    /// # Panics
    ///
    /// When the name or value cannot stand in a header;
    /// [`TestRequest::header`] fails at the request instead.
    #[must_use]
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = match name.parse() {
            Ok(name) => name,
            Err(error) => panic!("`{name}` is not the name of a header: {error}"),
        };
        match HeaderValue::from_str(value) {
            Ok(value) => self.headers.insert(name, value),
            Err(error) => panic!("{value:?} is not the value of a header: {error}"),
        };
        self
    }

    /// Says whether redirects are followed, at most 10; `true` by default.
    #[must_use]
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.follow_redirects = follow;
        self
    }

    /// Sets the address that requests come from; over a socket it is the real one.
    #[must_use]
    pub fn peer(mut self, address: SocketAddr) -> Self {
        self.peer = address;
        self
    }

    /// Begins a GET request.
    pub fn get(&self, path: &str) -> TestRequest {
        self.request(Method::GET, path)
    }

    /// Begins a POST request.
    pub fn post(&self, path: &str) -> TestRequest {
        self.request(Method::POST, path)
    }

    /// Begins a PUT request.
    pub fn put(&self, path: &str) -> TestRequest {
        self.request(Method::PUT, path)
    }

    /// Begins a PATCH request.
    pub fn patch(&self, path: &str) -> TestRequest {
        self.request(Method::PATCH, path)
    }

    /// Begins a DELETE request.
    pub fn delete(&self, path: &str) -> TestRequest {
        self.request(Method::DELETE, path)
    }

    /// Begins a HEAD request.
    pub fn head(&self, path: &str) -> TestRequest {
        self.request(Method::HEAD, path)
    }

    /// Begins an OPTIONS request.
    pub fn options(&self, path: &str) -> TestRequest {
        self.request(Method::OPTIONS, path)
    }

    /// Begins a request; the path is relative to the base URL.
    pub fn request(&self, method: Method, path: &str) -> TestRequest {
        TestRequest::new(self.share(), method, path)
    }

    /// Gives the value of the cookie that a request to `/` would carry.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let base = self.base.as_ref().ok()?;
        self.jar().value(name, base)
    }

    /// Forgets every cookie.
    pub fn clear_cookies(&self) {
        self.jar().clear();
    }

    fn jar(&self) -> MutexGuard<'_, CookieJar> {
        self.jar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the client itself once more; the cookies are the same ones.
    fn share(&self) -> Self {
        Self {
            transport: Arc::clone(&self.transport),
            jar: Arc::clone(&self.jar),
            base: self.base.clone(),
            headers: self.headers.clone(),
            follow_redirects: self.follow_redirects,
            peer: self.peer,
        }
    }
}
