//! A Redis server that writes everything to the disk before it acknowledges it.

use std::process::Command;

use super::{
    Folder,
    certificate::{self, CERTIFICATE, KEY},
    free_port,
    process::Process,
};

#[derive(Debug)]
pub(in crate::sessions) struct RedisServer {
    process: Option<Process>,
    program: String,
    port: u16,
    arguments: Vec<String>,
    folder: Folder,
}

impl RedisServer {
    pub(in crate::sessions) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(in crate::sessions) fn start_with(arguments: &[&str]) -> Self {
        Self::start_program("redis-server", arguments)
    }

    /// Starts another server that speaks as Redis does.
    pub(in crate::sessions) fn start_program(program: &str, arguments: &[&str]) -> Self {
        let mut server = Self::prepare(program);
        server.arguments = arguments.iter().copied().map(str::to_owned).collect();
        server.restart();
        server
    }

    /// One that speaks TLS only, with a certificate that it has signed itself.
    pub(in crate::sessions) fn start_encrypted() -> Self {
        let mut server = Self::prepare("redis-server");
        certificate::make(&server.folder);
        let port = server.port.to_string();
        let tls = [
            "--port",
            "0",
            "--tls-port",
            &port,
            "--tls-auth-clients",
            "no",
        ];
        let files = ["--tls-cert-file", CERTIFICATE, "--tls-key-file", KEY];
        server.arguments = tls.iter().chain(&files).map(ToString::to_string).collect();
        server.restart();
        server
    }

    /// One that can be part of a cluster.
    pub(in crate::sessions) fn start_node() -> Self {
        let bus = free_port().to_string();
        Self::start_with(&["--cluster-enabled", "yes", "--cluster-port", &bus])
    }

    fn prepare(program: &str) -> Self {
        Self {
            process: None,
            program: program.to_owned(),
            port: free_port(),
            arguments: Vec::new(),
            folder: Folder::new(),
        }
    }

    pub(in crate::sessions) fn certificate(&self) -> Vec<u8> {
        certificate::read(&self.folder)
    }

    pub(in crate::sessions) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub(in crate::sessions) fn port(&self) -> u16 {
        self.port
    }

    pub(in crate::sessions) fn kill(&mut self) {
        self.process = None;
    }

    /// Starts it again on the same port, with what it has on the disk.
    pub(in crate::sessions) fn restart(&mut self) {
        let port = self.port.to_string();
        let mut command = Command::new(&self.program);
        command
            .current_dir(self.folder.path())
            .args(["--port", &port, "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always"])
            .args(&self.arguments);
        assert!(
            command_exists(&self.program),
            "{} is missing: run tests/servers.sh, or install the package of that name",
            self.program,
        );
        match Process::start(&mut command, "Ready to accept connections") {
            Ok(process) => self.process = Some(process),
            Err(said) => panic!("{} has ended: {said}", self.program),
        }
    }

    pub(in crate::sessions) fn freeze(&self) {
        self.process.as_ref().unwrap().freeze();
    }

    pub(in crate::sessions) fn thaw(&self) {
        self.process.as_ref().unwrap().thaw();
    }
}

fn command_exists(name: &str) -> bool {
    let found = Command::new(name).arg("--version").output();
    found.is_ok_and(|output| output.status.success())
}
