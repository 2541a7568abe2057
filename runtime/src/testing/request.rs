//! `TestRequest`: one request of a test, until it is sent.

use std::{fmt::Write as _, net::SocketAddr, pin::Pin, sync::Arc};

use bytes::Bytes;
use http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE},
};
use http_body::Body as _;
use http_body_util::BodyExt as _;
use serde::Serialize;

use super::{TestClient, TestError, TestResponse, url::Url};
use crate::{Body, Connection, Peer, Request, Response, request::Facts};

const MAX_REDIRECTS: usize = 10;

/// One request of a test; `.await` sends it.
#[derive(Debug)]
#[must_use = "a request is sent by `.await`"]
pub struct TestRequest {
    client: TestClient,
    method: Method,
    path: String,
    headers: HeaderMap,
    cookies: Vec<(String, String)>,
    body: Body,
    mistake: Option<TestError>,
}

impl TestRequest {
    pub(super) fn new(client: TestClient, method: Method, path: &str) -> Self {
        Self {
            headers: client.headers.clone(),
            client,
            method,
            path: path.to_owned(),
            cookies: Vec::new(),
            body: Body::empty(),
            mistake: None,
        }
    }

    /// Adds a header; earlier ones of the same name from this request stay.
    ///
    /// Default headers of the client are replaced.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName, Error: Into<http::Error>>,
        value: impl TryInto<HeaderValue, Error: Into<http::Error>>,
    ) -> Self {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                if self.headers.get(&name) == self.client.headers.get(&name) {
                    self.headers.insert(name, value);
                } else {
                    self.headers.append(name, value);
                }
            }
            (Err(error), _) => self.refuse("not the name of a header", error.into()),
            (_, Err(error)) => self.refuse("not the value of a header", error.into()),
        }
        self
    }

    /// Sends a cookie with this request alone, in place of a kept one of that name.
    pub fn cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the value as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => self.content("application/json", json),
            Err(error) => {
                self.refuse("the value cannot be written as JSON", error);
                self
            }
        }
    }

    /// Sends the value as a form.
    pub fn form(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_urlencoded::to_string(value) {
            Ok(form) => self.content("application/x-www-form-urlencoded", form.into_bytes()),
            Err(error) => {
                self.refuse("the value cannot be written as a form", error);
                self
            }
        }
    }

    /// Sends a body: bytes, or a stream of them.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets the address that this request comes from; see [`TestClient::peer`].
    pub fn peer(mut self, address: SocketAddr) -> Self {
        self.client.peer = address;
        self
    }

    /// Says whether redirects are followed for this request.
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.client.follow_redirects = follow;
        self
    }

    /// Sends the request; `.await` on the request itself does the same.
    ///
    /// # Panics
    ///
    /// When no response comes; [`try_send`](Self::try_send) returns the error.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the application's, as a client that hangs up.
    pub async fn send(self) -> TestResponse {
        let asked = format!("{} {}", self.method, self.path);
        match self.try_send().await {
            Ok(response) => response,
            Err(error) => panic!("{asked}: {error}"),
        }
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`TestError`] when the request cannot be written, the connection fails,
    /// or there are more than 10 redirects.
    pub async fn try_send(mut self) -> Result<TestResponse, TestError> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let base = self.client.base.as_ref().map_err(TestError::new)?;
        let mut url = base.join(&self.path)?;
        let mut replay = None;
        if self.client.follow_redirects && self.body.size_hint().exact().is_some() {
            let bytes = std::mem::take(&mut self.body).collect().await;
            let bytes = bytes
                .map_err(|error| TestError::because("the request's body failed", error))?
                .to_bytes();
            self.body = Body::from(bytes.clone());
            replay = Some(bytes);
        }
        for _ in 0..=MAX_REDIRECTS {
            let body = std::mem::take(&mut self.body);
            let mut response = self.exchange(&url, body).await?;
            self.keep_cookies(&response, &url);
            let Some(next) = self.redirect(&response, &url, replay.as_ref())? else {
                if self.method == Method::HEAD {
                    *response.body_mut() = Body::empty();
                }
                return Ok(TestResponse::new(response));
            };
            url = next;
            if self.method == Method::GET || self.method == Method::HEAD {
                replay = Some(Bytes::new());
            }
            self.body = replay.clone().map_or_else(Body::empty, Body::from);
        }
        Err(TestError::new(format!(
            "there are more than {MAX_REDIRECTS} redirects; the last led to {}{}",
            url.origin(),
            url.target(),
        )))
    }

    async fn exchange(&self, url: &Url, body: Body) -> Result<Response, TestError> {
        let mut request = Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = url.target();
        *request.headers_mut() = self.headers.clone();
        let connection = Connection::new(Peer::Tcp(self.client.peer), None, false);
        Facts::install(&mut request, Extensions::new(), &Arc::new(connection));
        let length = request.body().size_hint().exact().unwrap_or(0);
        let headers = request.headers_mut();
        if length > 0 && !headers.contains_key(CONTENT_LENGTH) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if !headers.contains_key(HOST) {
            headers.insert(HOST, value_of(url.authority())?);
        }
        let cookies = self.cookies_to(url);
        if !cookies.is_empty() && !headers.contains_key(COOKIE) {
            headers.insert(COOKIE, value_of(&cookies)?);
        }
        self.client.transport.send(request).await
    }

    fn cookies_to(&self, url: &Url) -> String {
        let mut jar = self.client.jar();
        let kept = jar
            .pairs(url)
            .into_iter()
            .filter(|(name, _)| !self.cookies.iter().any(|(other, _)| other == name));
        let own = self.cookies.iter().map(|(name, value)| (&**name, &**value));
        let mut cookies = String::new();
        for (name, value) in kept.chain(own) {
            let separator = if cookies.is_empty() { "" } else { "; " };
            // Writing to a string cannot fail.
            _ = write!(cookies, "{separator}{name}={value}");
        }
        cookies
    }

    fn keep_cookies(&self, response: &Response, url: &Url) {
        let mut jar = self.client.jar();
        for header in response.headers().get_all(SET_COOKIE) {
            if let Ok(header) = header.to_str() {
                jar.store(header, url);
            }
        }
    }

    /// Turns this request into the one that a redirect asks for.
    fn redirect(
        &mut self,
        response: &Response,
        url: &Url,
        replay: Option<&Bytes>,
    ) -> Result<Option<Url>, TestError> {
        let Some(location) = response.headers().get(LOCATION) else {
            return Ok(None);
        };
        let to_get = match response.status() {
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method == Method::POST,
            StatusCode::SEE_OTHER => self.method != Method::HEAD,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => false,
            _ => return Ok(None),
        };
        // A stream that has been sent cannot be sent again.
        if !self.client.follow_redirects || (replay.is_none() && !to_get) {
            return Ok(None);
        }
        let location = location
            .to_str()
            .map_err(|error| TestError::because("the redirect's `Location` is no URL", error))?;
        let next = url.join(location)?;
        if to_get {
            self.method = Method::GET;
            self.headers.remove(CONTENT_TYPE);
            self.headers.remove(CONTENT_LENGTH);
        }
        if next.origin() != url.origin() {
            self.headers.remove(AUTHORIZATION);
            self.headers.remove(HOST);
            self.headers.remove(COOKIE);
            self.cookies.clear();
        }
        Ok(Some(next))
    }

    fn content(mut self, kind: &'static str, bytes: Vec<u8>) -> Self {
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.headers
                .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        self.body = Body::from(Bytes::from(bytes));
        self
    }

    fn refuse(&mut self, what: &str, error: impl Into<crate::body::BoxError>) {
        self.mistake = Some(TestError::because(what, error));
    }
}

impl IntoFuture for TestRequest {
    type Output = TestResponse;
    type IntoFuture = Pin<Box<dyn Future<Output = TestResponse> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

fn value_of(text: &str) -> Result<HeaderValue, TestError> {
    HeaderValue::from_str(text)
        .map_err(|error| TestError::because(format!("{text:?} cannot stand in a header"), error))
}
