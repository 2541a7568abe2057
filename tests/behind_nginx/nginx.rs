//! An nginx with the configuration of the example, on loopback ports of its own.

use std::{path::Path, process::Command};

use crate::sessions::servers::{Folder, Process, free_port};

const CONFIGURATION: &str = include_str!("../../examples/production/nginx.conf");

pub(super) struct Nginx {
    pub(super) http: u16,
    pub(super) https: u16,
    folder: Folder,
    #[expect(dead_code, reason = "held for its `Drop`")]
    process: Process,
}

impl Nginx {
    /// Starts one in front of what listens at `upstream`: an address, or `unix:` and a path.
    pub(super) fn before(upstream: &str) -> Self {
        let folder = Folder::new();
        let (http, https) = (free_port(), free_port());
        certify(folder.path());
        let own = [
            ("server 127.0.0.1:8000", format!("server {upstream}")),
            ("listen 80;", format!("listen 127.0.0.1:{http};")),
            ("listen 443 ssl;", format!("listen 127.0.0.1:{https} ssl;")),
            ("/etc/ssl/", format!("{}/", folder.path().display())),
            (
                "http {",
                "http { access_log off; client_body_temp_path body; proxy_temp_path proxy; \
                 fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;"
                    .to_owned(),
            ),
        ];
        let mut configuration = CONFIGURATION.to_owned();
        for (theirs, ours) in &own {
            assert!(configuration.contains(theirs), "{theirs} is not there");
            configuration = configuration.replace(theirs, ours);
        }
        std::fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
        let process = start(folder.path());
        Self {
            http,
            https,
            folder,
            process,
        }
    }

    /// The path of the certificate that it shows, by which it can be verified.
    pub(super) fn certificate(&self) -> String {
        let path = self.folder.path().join("certificate.pem");
        path.display().to_string()
    }
}

fn start(folder: &Path) -> Process {
    let installed = Path::new("/usr/sbin/nginx");
    let program = if installed.exists() {
        installed
    } else {
        Path::new("nginx")
    };
    let mut command = Command::new(program);
    command
        .args(["-c", "nginx.conf", "-g"])
        .arg("daemon off; user root; pid nginx.pid; worker_processes 1; error_log stderr notice;")
        .arg("-p")
        .arg(folder);
    Process::start(&mut command, "start worker process")
        .unwrap_or_else(|said| panic!("nginx has ended: {said}"))
}

/// Makes a certificate for `shop.example`, signed by itself.
fn certify(folder: &Path) {
    let made = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-newkey", "ec", "-nodes"])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-subj", "/CN=shop.example"])
        .args(["-addext", "subjectAltName=DNS:shop.example"])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .output()
        .expect("openssl is missing: run tests/servers.sh, or install the package openssl");
    assert!(made.status.success(), "no certificate: {made:?}");
}
