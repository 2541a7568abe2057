//! `TestRequest`: one request of a test, until it is sent.

use std::{net::SocketAddr, pin::Pin};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header::CONTENT_TYPE};
use serde::Serialize;

use super::{TestClient, TestError, TestResponse, exchange::Exchange};
use crate::Body;

/// One request of a test; `.await` sends it.
#[derive(Debug)]
#[must_use = "a request is sent by `.await`"]
pub struct TestRequest {
    path: String,
    exchange: Exchange,
    mistake: Option<TestError>,
}

impl TestRequest {
    pub(super) fn new(client: TestClient, method: Method, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            exchange: Exchange::new(client, method),
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
                if self.exchange.headers.get(&name) == self.exchange.client.headers.get(&name) {
                    self.exchange.headers.insert(name, value);
                } else {
                    self.exchange.headers.append(name, value);
                }
            }
            (Err(error), _) => self.refuse("not the name of a header", error.into()),
            (_, Err(error)) => self.refuse("not the value of a header", error.into()),
        }
        self
    }

    /// Sends a cookie with this request alone, in place of a kept one of that name.
    pub fn cookie(mut self, name: &str, value: &str) -> Self {
        self.exchange
            .cookies
            .push((name.to_owned(), value.to_owned()));
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
        self.exchange.body = body.into();
        self
    }

    /// Sets the address that this request comes from; see [`TestClient::peer`].
    pub fn peer(mut self, address: SocketAddr) -> Self {
        self.exchange.client.peer = address;
        self
    }

    /// Says whether redirects are followed for this request.
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.exchange.client.follow_redirects = follow;
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
        let asked = format!("{} {}", self.exchange.method, self.path);
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
    pub async fn try_send(self) -> Result<TestResponse, TestError> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        self.exchange.run(&self.path).await
    }

    fn content(mut self, kind: &'static str, bytes: Vec<u8>) -> Self {
        if !self.exchange.headers.contains_key(CONTENT_TYPE) {
            self.exchange
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        self.exchange.body = Body::from(Bytes::from(bytes));
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
