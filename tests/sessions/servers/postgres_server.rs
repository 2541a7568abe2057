//! A PostgreSQL server, run by somebody who is not root.

use std::{
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use super::{Folder, free_port, process::Process};

/// So long the processes of a killed server may linger, and keep the next from starting.
const PATIENCE: Duration = Duration::from_secs(30);
const MISSING: &str =
    "postgres is missing: run tests/servers.sh, or install the package postgresql";

#[derive(Debug)]
pub(in crate::sessions) struct PostgresServer {
    process: Option<Process>,
    port: u16,
    programs: PathBuf,
    folder: Folder,
}

impl PostgresServer {
    pub(in crate::sessions) fn start() -> Self {
        let mut server = Self {
            process: None,
            port: free_port(),
            programs: programs(),
            folder: Folder::new(),
        };
        server.initialise();
        server.restart();
        server
    }

    pub(in crate::sessions) fn url(&self) -> String {
        format!("postgres://onionskin@127.0.0.1:{}/postgres", self.port)
    }

    pub(in crate::sessions) fn kill(&mut self) {
        self.process = None;
    }

    /// Starts it again on the same port, with what it has on the disk.
    pub(in crate::sessions) fn restart(&mut self) {
        let killed = Instant::now();
        loop {
            let mut command = self.command("postgres");
            let port = self.port.to_string();
            command.args(["-p", &port, "-c", "listen_addresses=127.0.0.1"]);
            command.args(["-c", "unix_socket_directories="]);
            match Process::start(&mut command, "ready to accept connections") {
                Ok(process) => {
                    self.process = Some(process);
                    return;
                }
                // The memory of the one that was killed is still in use by its children, which
                // are about to notice.
                Err(said) => assert!(killed.elapsed() < PATIENCE, "postgres has ended: {said}"),
            }
        }
    }

    fn initialise(&self) {
        if is_root() {
            let owner = Command::new("chown")
                .arg(user())
                .arg(self.folder.path())
                .status()
                .unwrap();
            assert!(owner.success(), "the folder cannot be given to {}", user());
        }
        let made = self
            .command("initdb")
            .args(["-U", "onionskin", "-A", "trust", "--no-sync", "-E", "UTF8"])
            .args(["--locale", "C"])
            .output()
            .unwrap();
        assert!(made.status.success(), "initdb has failed: {made:?}");
    }

    /// PostgreSQL does not work for root.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user(), "--regid", group(), "--clear-groups"]);
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path()).arg("-D");
        command.arg(self.folder.path().join("data"));
        command
    }
}

/// The folder with `postgres` and `initdb`; Debian keeps them out of the path.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let debian = versions.flatten().map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = debian.chain(std::env::split_paths(&path)).collect();
    folders
        .into_iter()
        .find(|folder| folder.join("postgres").exists() && folder.join("initdb").exists())
        .expect(MISSING)
}

fn is_root() -> bool {
    answer("id", &["-u"]) == "0"
}

fn user() -> &'static str {
    if answer("id", &["-u", "postgres"]).is_empty() {
        "nobody"
    } else {
        "postgres"
    }
}

fn group() -> &'static str {
    if user() == "postgres" {
        "postgres"
    } else {
        "nogroup"
    }
}

fn answer(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
