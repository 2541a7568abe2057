//! Ask: a request as the harness tells it, to a socket or to a contender's own request type.

use std::io::Write as _;

use bytes::Bytes;

use crate::{
    Workload,
    contract::{LOOK_UPS, ORIGIN, REQUEST_ID, SESSION_COOKIE, look_ups},
};

/// A request; one that is made in the process leaves its body away.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The method.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Bytes,
}

impl Ask {
    /// Asks for a path of our own host and nothing else.
    #[must_use]
    pub fn get(path: &str) -> Self {
        Self {
            method: "GET",
            path: path.to_owned(),
            headers: vec![("host", "api.example.org".to_owned())],
            body: Bytes::new(),
        }
    }

    /// Sends a body.
    #[must_use]
    pub fn post(path: &str, media_type: &str, body: Bytes) -> Self {
        let headers = Self::get(path)
            .with("content-type", media_type)
            .with("content-length", body.len().to_string());
        Self {
            method: "POST",
            body,
            ..headers
        }
    }

    /// Asks for a session of our own.
    #[must_use]
    pub fn login() -> Self {
        Self {
            method: "POST",
            ..Self::get("/login").with("content-length", "0")
        }
    }

    /// Asks what a browser behind a proxy of ours would, under a session.
    #[must_use]
    pub fn me(session: &str) -> Self {
        Self::get("/me")
            .with(
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            )
            .with("accept", "application/json, text/plain, */*")
            .with("accept-language", "en-GB,en;q=0.7,de;q=0.3")
            .with("accept-encoding", "gzip, deflate, br, zstd")
            .with("origin", ORIGIN)
            .with("x-forwarded-for", "198.51.100.9, 203.0.113.7, 10.1.2.3")
            .with(REQUEST_ID, "01JD8Q2Z7Y-w4x.bench_000042")
            .with(
                "cookie",
                format!("theme=dark; {SESSION_COOKIE}={session}; lang=en"),
            )
    }

    /// What is timed and counted: one or several requests, sent in turn.
    #[must_use]
    pub fn of(workload: Workload, session: &str) -> Vec<Self> {
        match workload {
            Workload::Plain | Workload::Layers(_) | Workload::Bodies | Workload::Http2 => {
                vec![Self::get("/")]
            }
            Workload::Real => vec![Self::me(session)],
            Workload::Routes(count) => LOOK_UPS[..look_ups(count)]
                .iter()
                .map(|(path, _)| Self::get(path))
                .collect(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Leaves a header away.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(own, _)| *own != name);
        self
    }

    /// Writes the request as HTTP/1.1.
    #[must_use]
    pub fn to_wire(&self) -> Vec<u8> {
        let mut wire = format!("{} {} HTTP/1.1\r\n", self.method, self.path).into_bytes();
        for (name, value) in &self.headers {
            write!(wire, "{name}: {value}\r\n").expect("writing to a vector cannot fail");
        }
        wire.extend_from_slice(b"\r\n");
        wire.extend_from_slice(&self.body);
        wire
    }
}
