//! Tab: the browser as one test has it, without anything that others have left behind.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::driver::{Driver, Turn};

/// So long a page may take on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Tab(Turn);

impl Tab {
    /// Waits for the browser, and clears its cookies and its cache.
    pub(super) async fn fresh() -> Self {
        let tab = Self(Driver::turn().await);
        tab.0.tell("/frame", json!({ "id": null })).await;
        tab.open("about:blank").await;
        for command in ["Network.clearBrowserCookies", "Network.clearBrowserCache"] {
            let command = json!({ "cmd": command, "params": {} });
            tab.0.tell("/goog/cdp/execute", command).await;
        }
        tab
    }

    /// Goes to a page, and waits until it has loaded.
    pub(super) async fn open(&self, url: &str) {
        self.0.tell("/url", json!({ "url": url })).await;
    }

    /// Runs the body of a function in the page; a promise that it returns is waited for.
    pub(super) async fn run(&self, script: &str) -> Value {
        self.try_run(script).await.unwrap()
    }

    /// Runs a script that gives a text.
    pub(super) async fn text_of(&self, script: &str) -> String {
        let value = self.run(script).await;
        value
            .as_str()
            .unwrap_or_else(|| panic!("no text: {value}"))
            .to_owned()
    }

    /// Gives the text of the page.
    pub(super) async fn text(&self) -> String {
        self.text_of("return document.body.innerText").await
    }

    /// Clicks on the first element that a CSS selector finds, and waits for the page that it leads to.
    pub(super) async fn click(&self, selector: &str) {
        let script = format!("window.isOld = true; document.querySelector({selector:?}).click()");
        self.run(&script).await;
        self.arrive("!window.isOld").await;
    }

    /// Waits for a page where this holds, and until it has loaded.
    async fn arrive(&self, condition: &str) {
        let started = Instant::now();
        let script = format!("return {condition} && document.readyState === 'complete'");
        // While one page makes room for the next, there is none to ask.
        while self.try_run(&script).await != Ok(Value::Bool(true)) {
            assert!(started.elapsed() < PATIENCE, "{condition} never holds");
        }
    }

    async fn try_run(&self, script: &str) -> Result<Value, String> {
        let command = json!({ "script": script, "args": [] });
        self.0.try_tell("/execute/sync", command).await
    }

    /// Gives what the browser keeps for the page, and how.
    pub(super) async fn cookies(&self) -> Vec<Value> {
        self.0.read("/cookie").await.as_array().unwrap().clone()
    }

    /// Runs a script in a frame of the page, whatever origin it has.
    pub(super) async fn run_in_frame(&self, number: usize, script: &str) -> Value {
        self.0.tell("/frame", json!({ "id": number })).await;
        let value = self.run(script).await;
        self.0.tell("/frame", json!({ "id": null })).await;
        value
    }
}
