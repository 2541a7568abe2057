//! Another process: this program once more, which updates one session and tells of each update.

use std::{
    env,
    io::{BufRead, BufReader, Lines, Write},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use onionskin::SessionId;

use super::place::{Place, sessions};

const PLACE: &str = "ONIONSKIN_TEST_PLACE";
const ID: &str = "ONIONSKIN_TEST_ID";
const UPDATES: &str = "ONIONSKIN_TEST_UPDATES";
const ACKNOWLEDGED: &str = "acknowledged ";

#[derive(Debug)]
pub(super) struct OtherProcess {
    child: Child,
    printed: Lines<BufReader<ChildStdout>>,
    acknowledged: u64,
}

impl OtherProcess {
    /// Starts a process that updates a session so many times.
    pub(super) fn start(place: &Place, id: &SessionId, updates: u64) -> Self {
        let mut child = this_program(module_path!(), "updates_a_session")
            .env(PLACE, place.name())
            .env(ID, id.as_str())
            .env(UPDATES, updates.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        Self {
            child,
            printed,
            acknowledged: 0,
        }
    }

    /// Waits for the next update; `None` when the process has ended.
    pub(super) fn next_acknowledged(&mut self) -> Option<u64> {
        let next = self.printed.by_ref().find_map(|line| {
            let line = line.ok()?;
            line.strip_prefix(ACKNOWLEDGED)?.parse().ok()
        })?;
        self.acknowledged = next;
        Some(next)
    }

    /// Waits for its end, which must be a good one.
    pub(super) fn join(mut self) {
        while self.next_acknowledged().is_some() {}
        assert!(self.child.wait().unwrap().success());
    }

    /// Ends it as `kill -9` does, and gives the last update that it has told of.
    pub(super) fn kill(mut self) -> u64 {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while self.next_acknowledged().is_some() {}
        self.acknowledged
    }
}

/// One ignored test of a module, in a process of its own.
pub(super) fn this_program(module: &str, test: &str) -> Command {
    let (_, module) = module.split_once("::").unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--ignored", "--nocapture"])
        .arg(format!("{module}::{test}"));
    command
}

#[tokio::test]
#[ignore = "is the other process of other tests, which start it"]
async fn updates_a_session() {
    let told =
        |name| env::var(name).expect("another test starts this one, and tells it what to do");
    // What is counted here is that every update counts, however long it has to wait its turn.
    let sessions = sessions::<u64>(&told(PLACE)).await;
    let sessions = sessions.store_time_limit(Duration::from_secs(60)).system();
    let id = SessionId::parse(&told(ID)).unwrap();
    let mut out = std::io::stdout();
    for _ in 0..told(UPDATES).parse::<u64>().unwrap() {
        let count = sessions.update(&id, |count| *count += 1).await.unwrap();
        writeln!(out, "{ACKNOWLEDGED}{count}").unwrap();
    }
}
