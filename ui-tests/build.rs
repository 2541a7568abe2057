//! Sets `pinned` where the compiler is the one whose words the fixtures quote.

use std::{env, fs, process::Command};

fn main() {
    println!("cargo::rustc-check-cfg=cfg(pinned)");
    println!("cargo::rerun-if-changed=../rust-toolchain.toml");
    let pinned = fs::read_to_string("../rust-toolchain.toml").unwrap_or_default();
    let channel = pinned
        .lines()
        .find_map(|line| line.strip_prefix("channel = "));
    let channel = channel.unwrap_or_default().trim_matches('"');
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    if version.is_ok_and(|version| version.starts_with(&format!("rustc {channel} "))) {
        println!("cargo::rustc-cfg=pinned");
    }
}
