//! curl, as a client that comes from an address of its own.

use tokio::process::Command;

use super::nginx::Nginx;

/// Not the address of nginx; all of 127.0.0.0/8 is this machine.
pub(super) const CLIENT: &str = "127.0.0.9";

/// What curl was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(said, _)| said.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Asks for a path of `shop.example` by https.
pub(super) async fn https(nginx: &Nginx, path: &str, arguments: &[&str]) -> Answer {
    let url = format!("https://shop.example:{}{path}", nginx.https);
    let certificate = nginx.certificate();
    let mut all = vec!["--cacert", &certificate];
    all.extend(arguments);
    ask(nginx.https, &url, &all).await
}

/// Asks for a path of `shop.example` by plain http.
pub(super) async fn http(port: u16, path: &str, arguments: &[&str]) -> Answer {
    let url = format!("http://shop.example:{port}{path}");
    ask(port, &url, arguments).await
}

async fn ask(port: u16, url: &str, arguments: &[&str]) -> Answer {
    let output = Command::new("curl")
        .args(["--silent", "--show-error", "--include", "--max-time", "60"])
        .args([
            "--interface",
            CLIENT,
            "--noproxy",
            "*",
            "--header",
            "Expect:",
        ])
        .args(["--resolve", &format!("shop.example:{port}:127.0.0.1")])
        .args(arguments)
        .arg(url)
        .output()
        .await
        .expect("curl is missing: run tests/servers.sh, or install the package curl");
    assert!(output.status.success(), "{url}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
