//! Servers: a Redis and a PostgreSQL of our own, on free ports, gone afterwards.

use std::{
    error::Error,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server process that ends with this value.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn redis(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let mut command = Command::new("redis-server");
        command.current_dir(folder).args(["--bind", "127.0.0.1"]);
        command.args(["--port", &port.to_string()]);
        command.args(["--save", "", "--appendonly", "no"]);
        Self::start(command, port)
    }

    pub fn postgres(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let programs = programs()?;
        let data = folder.join("data");
        let is_root = told("id", &["-u"])? == "0";
        if is_root {
            told("chown", &["postgres", &folder.to_string_lossy()])?;
        }
        let command = |program: &str| {
            let mut command = if is_root {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", "postgres", "--regid", "postgres"]);
                command.arg("--clear-groups").arg(programs.join(program));
                command
            } else {
                Command::new(programs.join(program))
            };
            command.current_dir(folder).arg("-D").arg(&data);
            command
        };
        let mut initdb = command("initdb");
        initdb.args(["-U", "onionskin", "-A", "trust", "--no-sync"]);
        let made = initdb.output()?;
        if !made.status.success() {
            return Err(String::from_utf8_lossy(&made.stderr).into());
        }
        let mut postgres = command("postgres");
        postgres.args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        postgres.args(["-c", "unix_socket_directories="]);
        Self::start(postgres, port)
    }

    fn start(mut command: Command, port: u16) -> Result<Self, Box<dyn Error>> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{command:?}: {error}; `tests/servers.sh` installs it"))?;
        let server = Self { child, port };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > Duration::from_secs(60) {
                return Err(format!("{command:?} does not listen").into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        // PostgreSQL takes its children along when it is asked, not when it is killed.
        let _ = Command::new("kill").args(["-INT", &id]).status();
        let _ = self.child.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn programs() -> Result<PathBuf, Box<dyn Error>> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")?;
    let mut folders = versions.flatten().map(|version| version.path().join("bin"));
    let found = folders.find(|folder| folder.join("postgres").exists());
    found.ok_or_else(|| "PostgreSQL is missing; `tests/servers.sh` installs it".into())
}

fn told(program: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
