//! A certificate for `localhost` that has signed itself.

use std::process::Command;

use super::Folder;

pub(super) const CERTIFICATE: &str = "certificate.pem";
pub(super) const KEY: &str = "key.pem";

/// Makes a certificate and its key in the folder.
pub(super) fn make(folder: &Folder) {
    let made = Command::new("openssl")
        .current_dir(folder.path())
        .args(["req", "-x509", "-newkey", "ec", "-nodes"])
        .args([
            "-subj",
            "/CN=localhost",
            "-keyout",
            KEY,
            "-out",
            CERTIFICATE,
        ])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .output()
        .expect("openssl is missing: install the package openssl");
    assert!(made.status.success(), "no certificate: {made:?}");
}

pub(super) fn read(folder: &Folder) -> Vec<u8> {
    std::fs::read(folder.path().join(CERTIFICATE)).unwrap()
}
