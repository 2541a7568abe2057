//! A PostgreSQL server, run by somebody who is not root.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use super::{
    Folder,
    certificate::{self, CERTIFICATE, KEY},
    free_port,
    process::Process,
};

/// So long the processes of a killed server may linger, and keep the next from starting.
const PATIENCE: Duration = Duration::from_secs(30);
const MISSING: &str =
    "postgres is missing: run tests/servers.sh, or install the package postgresql";

#[derive(Debug)]
pub(in crate::sessions) struct PostgresServer {
    process: Option<Process>,
    port: u16,
    programs: PathBuf,
    arguments: Vec<String>,
    /// How large its files may grow.
    largest_file: Option<u64>,
    folder: Folder,
}

impl PostgresServer {
    pub(in crate::sessions) fn start() -> Self {
        let mut server = Self::prepare();
        server.restart();
        server
    }

    /// One that speaks TLS only, with a certificate that it has signed itself.
    pub(in crate::sessions) fn start_encrypted() -> Self {
        let mut server = Self::prepare();
        certificate::make(&server.folder);
        let folder = server.folder.path();
        for file in [CERTIFICATE, KEY] {
            give_away(&folder.join(file));
        }
        let rules = "hostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n";
        std::fs::write(folder.join("data/pg_hba.conf"), rules).unwrap();
        for (name, value) in [
            ("ssl", "on".to_owned()),
            (
                "ssl_cert_file",
                folder.join(CERTIFICATE).display().to_string(),
            ),
            ("ssl_key_file", folder.join(KEY).display().to_string()),
        ] {
            server.arguments.push("-c".to_owned());
            server.arguments.push(format!("{name}={value}"));
        }
        server.restart();
        server
    }

    /// One whose disk is full as soon as a file of it has so many bytes.
    pub(in crate::sessions) fn start_bounded(largest_file: u64) -> Self {
        let mut server = Self::prepare();
        server.largest_file = Some(largest_file);
        server.restart();
        server
    }

    fn prepare() -> Self {
        let server = Self {
            process: None,
            port: free_port(),
            programs: programs(),
            arguments: Vec::new(),
            largest_file: None,
            folder: Folder::new(),
        };
        server.initialise();
        server
    }

    /// The address by the name that its certificate has.
    pub(in crate::sessions) fn url_by_name(&self) -> String {
        format!("postgres://onionskin@localhost:{}/postgres", self.port)
    }

    pub(in crate::sessions) fn certificate(&self) -> Vec<u8> {
        certificate::read(&self.folder)
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
            command.args(&self.arguments);
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
        give_away(self.folder.path());
        let made = self
            .command("initdb")
            .args(["-U", "onionskin", "-A", "trust", "--no-sync", "-E", "UTF8"])
            // Small, so that the log of writes fits under a bound on files.
            .args(["--locale", "C", "--wal-segsize", "1"])
            .output()
            .unwrap();
        assert!(made.status.success(), "initdb has failed: {made:?}");
    }

    /// PostgreSQL does not work for root.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let bound = self.largest_file.map(|bytes| format!("--fsize={bytes}"));
        let mut words: Vec<&OsStr> = Vec::new();
        if is_root() {
            let drop = [
                "setpriv",
                "--reuid",
                user(),
                "--regid",
                group(),
                "--clear-groups",
            ];
            words.extend(drop.map(OsStr::new));
        }
        if let Some(bound) = &bound {
            words.extend([OsStr::new("prlimit"), OsStr::new(bound)]);
        }
        words.push(program.as_os_str());
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        command.current_dir(self.folder.path()).arg("-D");
        command.arg(self.folder.path().join("data"));
        command
    }
}

/// PostgreSQL wants to own what it reads.
fn give_away(path: &Path) {
    if is_root() {
        let owner = Command::new("chown").arg(user()).arg(path).status();
        assert!(
            owner.unwrap().success(),
            "{} cannot be given to {}",
            path.display(),
            user()
        );
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
