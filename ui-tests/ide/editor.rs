//! Editor: speaks the language server protocol with a rust-analyzer of its own.

use std::{
    env,
    error::Error,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use serde_json::{Value, json};

use crate::document::{Document, Position};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How long one answer may take, with the proc macros built on the way to the first.
const PATIENCE: Duration = Duration::from_secs(900);

/// A running rust-analyzer that has loaded a crate.
pub(crate) struct Editor {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// What it says to people.
    said: Option<JoinHandle<String>>,
    last: u64,
    version: u64,
}

impl Editor {
    /// Starts it, and waits until it has nothing more to load.
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        let binary = env::var_os("RUST_ANALYZER").unwrap_or_else(|| "rust-analyzer".into());
        let mut child = Command::new(binary)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().ok_or("no stdin")?;
        let output = child.stdout.take().ok_or("no stdout")?;
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut errors = child.stderr.take().ok_or("no stderr")?;
        let said = thread::spawn(move || {
            let mut said = Vec::new();
            let _ = errors.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        let mut editor = Self {
            child,
            input,
            messages,
            said: Some(said),
            last: 0,
            version: 0,
        };
        let root = format!("file://{}", folder.display());
        editor.ask(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "quickstart" }],
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": { "hover": { "contentFormat": ["plaintext"] }, "diagnostic": {} },
                },
                "initializationOptions": { "checkOnSave": false, "cachePriming": { "enable": false } },
            }),
        )?;
        editor.tell("initialized", &json!({}))?;
        editor.wait_until_quiet()?;
        Ok(editor)
    }

    pub(crate) fn open(&mut self, document: &Document) -> Outcome<()> {
        self.version += 1;
        self.tell(
            "textDocument/didOpen",
            &json!({ "textDocument": {
                "uri": document.uri, "languageId": "rust", "version": self.version, "text": document.text,
            } }),
        )
    }

    pub(crate) fn change(&mut self, document: &Document) -> Outcome<()> {
        self.version += 1;
        self.tell(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": document.uri, "version": self.version },
                "contentChanges": [{ "text": document.text }],
            }),
        )
    }

    /// The errors of a document, each as one line.
    pub(crate) fn errors(&mut self, document: &Document) -> Outcome<Vec<String>> {
        let uri = json!({ "textDocument": { "uri": document.uri } });
        let report = self.ask("textDocument/diagnostic", &uri)?;
        let items = report["items"].as_array().cloned().unwrap_or_default();
        let errors = items.iter().filter(|item| item["severity"] == 1);
        Ok(errors
            .map(|item| format!("{}: {}", item["range"]["start"], item["message"]))
            .collect())
    }

    pub(crate) fn hover(&mut self, document: &Document, place: Position) -> Outcome<String> {
        let shown = self.ask("textDocument/hover", &at(document, place))?;
        Ok(shown["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// The lines that a definition is on.
    pub(crate) fn definition(
        &mut self,
        document: &Document,
        place: Position,
    ) -> Outcome<Vec<usize>> {
        let found = self.ask("textDocument/definition", &at(document, place))?;
        let found = match found {
            Value::Array(list) => list,
            one => vec![one],
        };
        let lines = found
            .iter()
            .filter(|location| location["uri"] == document.uri.as_str())
            .filter_map(|location| location["range"]["start"]["line"].as_u64());
        Ok(lines
            .filter_map(|line| usize::try_from(line).ok())
            .collect())
    }

    /// The names that are offered.
    pub(crate) fn completions(
        &mut self,
        document: &Document,
        place: Position,
    ) -> Outcome<Vec<String>> {
        let offered = self.ask("textDocument/completion", &at(document, place))?;
        let items = offered["items"].as_array().or(offered.as_array());
        let labels = items.into_iter().flatten().filter_map(|item| {
            let label = item["filterText"].as_str().or(item["label"].as_str())?;
            Some(label.split(['(', ' ']).next().unwrap_or(label).to_owned())
        });
        Ok(labels.collect())
    }

    /// Ends it, and fails when it has panicked on the way.
    pub(crate) fn stop(mut self) -> Outcome<()> {
        self.ask("shutdown", &Value::Null)?;
        self.tell("exit", &Value::Null)?;
        self.child.wait()?;
        let said = self.said.take().and_then(|said| said.join().ok());
        let said = said.unwrap_or_default();
        if said.contains("panicked") {
            return Err(format!("rust-analyzer has panicked:\n{said}").into());
        }
        Ok(())
    }

    fn wait_until_quiet(&mut self) -> Outcome<()> {
        loop {
            let message = self.next()?;
            if message["method"] != "experimental/serverStatus" {
                continue;
            }
            let status = &message["params"];
            if status["health"] == "error" {
                return Err(format!("rust-analyzer cannot load the crate: {status}").into());
            }
            if status["quiescent"] == true {
                return Ok(());
            }
        }
    }

    /// Asks, and waits for the answer; again when the server says that something has changed.
    fn ask(&mut self, method: &str, params: &Value) -> Outcome<Value> {
        const CONTENT_MODIFIED: i64 = -32801;
        const SERVER_CANCELLED: i64 = -32802;
        loop {
            self.last += 1;
            let id = self.last;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
            let mut answer = loop {
                let message = self.next()?;
                if message["id"] == id && message["method"].is_null() {
                    break message;
                }
            };
            if answer["error"].is_null() {
                return Ok(answer["result"].take());
            }
            let code = &answer["error"]["code"];
            if code != CONTENT_MODIFIED && code != SERVER_CANCELLED {
                return Err(format!("{method}: {}", answer["error"]).into());
            }
        }
    }

    fn tell(&mut self, method: &str, params: &Value) -> Outcome<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// The next message; what the server asks of us is answered with nothing.
    fn next(&mut self) -> Outcome<Value> {
        let message = self.messages.recv_timeout(PATIENCE)?;
        if !message["method"].is_null() && !message["id"].is_null() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }))?;
        }
        Ok(message)
    }

    fn send(&mut self, message: &Value) -> Outcome<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }
}

/// A rust-analyzer that is not needed any more does not outlive us.
impl Drop for Editor {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}

fn at(document: &Document, place: Position) -> Value {
    json!({
        "textDocument": { "uri": document.uri },
        "position": { "line": place.line, "character": place.column },
    })
}

/// One message, or nothing at the end.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            None if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
