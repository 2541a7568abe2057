//! Exchange: one request of a test on its way, and the redirects that it led to.

use std::{fmt::Write as _, sync::Arc};

use bytes::Bytes;
use http::{
    Extensions, HeaderMap, HeaderValue, Method, StatusCode,
    header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE},
};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use super::{TestClient, TestError, TestResponse, url::Url};
use crate::{Body, Connection, Peer, Request, Response, request::Facts};

const MAX_REDIRECTS: usize = 10;

/// What is sent, and the client that sends it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) client: TestClient,
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) body: Body,
}

impl Exchange {
    pub(super) fn new(client: TestClient, method: Method) -> Self {
        Self {
            headers: client.headers.clone(),
            client,
            method,
            cookies: Vec::new(),
            body: Body::empty(),
        }
    }

    /// Sends it to this path or URL, and follows where it leads.
    pub(super) async fn run(mut self, path: &str) -> Result<TestResponse, TestError> {
        let base = self.client.base.as_ref().map_err(TestError::new)?;
        let mut url = base.join(path)?;
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
            let mut response = self.send(&url, body).await?;
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

    async fn send(&self, url: &Url, body: Body) -> Result<Response, TestError> {
        let mut request = Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = url.target();
        *request.headers_mut() = self.headers.clone();
        let connection =
            Connection::new(Peer::Tcp(self.client.peer), None, url.scheme() == "https");
        Facts::install(
            request.extensions_mut(),
            Extensions::new(),
            Arc::new(connection),
        );
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
}

fn value_of(text: &str) -> Result<HeaderValue, TestError> {
    HeaderValue::from_str(text)
        .map_err(|error| TestError::because(format!("{text:?} cannot stand in a header"), error))
}
