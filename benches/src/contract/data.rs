//! Data: what handlers answer and sessions hold.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The answer of `GET /`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Message {
    message: &'static str,
}

impl Message {
    /// The one there is.
    pub const HELLO: Self = Self { message: "hello" };
}

/// What a session holds once somebody has logged in.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Login {
    /// Who logged in.
    pub user: String,
    /// What the user may do.
    pub role: String,
    /// How many visits there were.
    pub visits: u64,
}

impl Login {
    /// What `POST /login` puts into the session.
    #[must_use]
    pub fn ada() -> Self {
        Self {
            user: "ada".to_owned(),
            role: "admin".to_owned(),
            visits: 42,
        }
    }
}

/// The answer of `GET /me`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Profile<'a> {
    user: &'a str,
    role: &'a str,
    visits: u64,
    client: IpAddr,
}

impl<'a> Profile<'a> {
    /// Tells what the session and the address say.
    #[must_use]
    pub fn new(login: &'a Login, client: IpAddr) -> Self {
        Self {
            user: &login.user,
            role: &login.role,
            visits: login.visits,
            client,
        }
    }
}
