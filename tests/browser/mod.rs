//! What a real browser makes of our answers: headless Chromium, driven by `WebDriver`.
//!
//! `tests/browser.sh` installs it.

mod cookies;
mod cors;
mod cross_site;
mod driver;
mod framing;
mod policy;
mod tab;
mod timing;

use std::net::SocketAddr;

use onionskin::{Application, testing::TestServer};

use self::tab::Tab;

/// An application on a port of its own, under all the names that the browser knows this machine by.
struct Site {
    address: SocketAddr,
    _server: TestServer,
}

impl Site {
    async fn of(app: impl Application) -> Self {
        let server = TestServer::start(app).await;
        Self {
            address: server.addr(),
            _server: server,
        }
    }

    /// `http://localhost`, which browsers trust as they trust https.
    fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// The same by address: for browsers that is another site.
    fn other_site(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same under a name that browsers do not trust, because nothing is encrypted.
    fn untrusted(&self, host: &str, path: &str) -> String {
        format!("http://{host}.test:{}{path}", self.address.port())
    }
}
