//! A server process: started until it says that it is ready, killed at the end at the latest.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// So long a start may take on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Process(Child);

impl Process {
    /// Starts a server, and waits until a line of what it prints contains `ready`.
    ///
    /// `Err` is what it printed when it ended instead.
    pub(crate) fn start(command: &mut Command, ready: &'static str) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let (lines, printed) = mpsc::channel();
        read(child.stdout.take().unwrap(), lines.clone());
        read(child.stderr.take().unwrap(), lines);
        let mut process = Self(child);
        let mut said = String::new();
        loop {
            match printed.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(ready) => return Ok(process),
                Ok(line) => said.push_str(&(line + "\n")),
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    process.kill();
                    return Err(said);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    panic!("{command:?} was not ready within {PATIENCE:?}: {said}")
                }
            }
        }
    }

    /// Ends it at once, without a chance to write anything more.
    pub(crate) fn kill(&mut self) {
        drop(self.0.kill());
        self.0.wait().unwrap();
    }

    /// Stops it in its tracks; its connections stay open, but nobody answers.
    pub(crate) fn freeze(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success(), "no signal {signal} to process {id}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Reads to the end, so that the server never waits for a reader.
fn read(output: impl Read + Send + 'static, lines: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens any more once the server is ready.
            drop(lines.send(line));
        }
    });
}
