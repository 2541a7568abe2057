//! A Redis server that writes everything to the disk before it acknowledges it.

use std::process::Command;

use super::{Folder, free_port, process::Process};

#[derive(Debug)]
pub(in crate::sessions) struct RedisServer {
    process: Option<Process>,
    port: u16,
    arguments: Vec<String>,
    folder: Folder,
}

impl RedisServer {
    pub(in crate::sessions) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(in crate::sessions) fn start_with(arguments: &[&str]) -> Self {
        let mut server = Self {
            process: None,
            port: free_port(),
            arguments: arguments.iter().copied().map(str::to_owned).collect(),
            folder: Folder::new(),
        };
        server.restart();
        server
    }

    /// One that speaks TLS only, with a certificate that it has signed itself.
    pub(in crate::sessions) fn start_encrypted() -> Self {
        let mut server = Self {
            process: None,
            port: free_port(),
            arguments: Vec::new(),
            folder: Folder::new(),
        };
        let made = Command::new("openssl")
            .current_dir(server.folder.path())
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-nodes",
                "-subj",
                "/CN=localhost",
            ])
            .args([
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-keyout",
                "key.pem",
            ])
            .args([
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-out",
                "certificate.pem",
            ])
            .output()
            .expect("openssl is missing: install the package openssl");
        assert!(made.status.success(), "no certificate: {made:?}");
        let port = server.port.to_string();
        let tls = [
            "--port",
            "0",
            "--tls-port",
            &port,
            "--tls-auth-clients",
            "no",
        ];
        let files = [
            "--tls-cert-file",
            "certificate.pem",
            "--tls-key-file",
            "key.pem",
        ];
        server.arguments = tls.iter().chain(&files).map(ToString::to_string).collect();
        server.restart();
        server
    }

    pub(in crate::sessions) fn certificate(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join("certificate.pem")).unwrap()
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
        let mut command = Command::new("redis-server");
        command
            .current_dir(self.folder.path())
            .args(["--port", &port, "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always"])
            .args(&self.arguments);
        assert!(
            command_exists("redis-server"),
            "redis-server is missing: run tests/servers.sh, or install the package redis-server",
        );
        match Process::start(&mut command, "Ready to accept connections") {
            Ok(process) => self.process = Some(process),
            Err(said) => panic!("redis-server has ended: {said}"),
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
