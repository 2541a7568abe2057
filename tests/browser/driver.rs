//! Driver: one chromedriver, with one browser, for all tests of this process.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use onionskin::http::{Method, Request, header};
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::Mutex};

/// Ends the driver, and with it the browser, when nobody holds its input any more: when this process has
/// ended, however it has ended. What they have written goes with them, once the browser writes no more.
const WATCH: &str = r#"
    place=$(mktemp -d)
    TMPDIR=$place chromedriver --port=0 &
    cat >/dev/null
    exec 2>/dev/null
    kill $!
    wait $!
    while grep -qs "[u]ser-data-dir=$place" /proc/[0-9]*/cmdline; do sleep 0.1; done
    rm -rf "$place"
"#;

static DRIVER: Mutex<Option<Driver>> = Mutex::const_new(None);

/// What speaks to the browser: `WebDriver` over HTTP.
pub(super) struct Driver {
    port: u16,
    session: String,
    /// Holds the input that the driver lives by.
    _watch: Child,
}

/// The one driver, and nobody else has it.
pub(super) type Turn = tokio::sync::MappedMutexGuard<'static, Driver>;

impl Driver {
    /// Waits for the browser's turn; the first one starts it.
    pub(super) async fn turn() -> Turn {
        let mut driver = DRIVER.lock().await;
        if driver.is_none() {
            *driver = Some(Self::start().await);
        }
        tokio::sync::MutexGuard::map(driver, |driver| driver.as_mut().unwrap())
    }

    async fn start() -> Self {
        let mut watch = Command::new("sh")
            .args(["-c", WATCH])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(watch.stdout.take().unwrap()).lines();
        let port = said
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver is missing: run tests/browser.sh, or install what it names");
        let mut driver = Self {
            port,
            session: String::new(),
            _watch: watch,
        };
        let options = json!({ "args": [
            "--headless",
            // It is the tests' own pages that it shows; as root it has no sandbox.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            // So that it ends with its driver.
            "--remote-debugging-pipe",
            "--no-proxy-server",
            "--host-resolver-rules=MAP localhost 127.0.0.1, MAP *.test 127.0.0.1",
        ] });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let session = driver.tell("", wanted).await;
        driver.session = format!("/{}", session["sessionId"].as_str().unwrap());
        driver
    }

    /// Gives a command to the browser.
    pub(super) async fn tell(&self, command: &str, with: Value) -> Value {
        let answer = self.try_tell(command, with).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Gives a command that the browser may refuse.
    pub(super) async fn try_tell(&self, command: &str, with: Value) -> Result<Value, String> {
        self.ask(Method::POST, command, with).await
    }

    /// Asks the browser for something.
    pub(super) async fn read(&self, what: &str) -> Value {
        let answer = self.ask(Method::GET, what, Value::Null).await;
        answer.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    async fn ask(&self, method: Method, command: &str, with: Value) -> Result<Value, String> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        let connection = tokio::spawn(connection);
        let body = if with.is_null() {
            String::new()
        } else {
            with.to_string()
        };
        let request = Request::builder()
            .method(method)
            .uri(format!("/session{}{command}", self.session))
            .header(header::HOST, "localhost")
            .body(Full::<bytes::Bytes>::from(body))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        connection.abort();
        let mut answer: Value = serde_json::from_slice(&body).unwrap();
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(_) => Err(value.to_string()),
            None => Ok(value),
        }
    }
}
