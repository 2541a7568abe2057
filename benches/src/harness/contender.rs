//! Contender: a program that answers the workloads.

use std::process::Command;

use onionskin_benches::Workload;

use super::{Error, binaries, cargo_program, root};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Contender {
    /// What it is called in the tables, and its own first argument.
    pub(crate) name: &'static str,
    /// The feature that its dependencies are behind, and its binary.
    feature: &'static str,
}

/// The first is what the others are measured against.
pub(crate) const CONTENDERS: [Contender; 8] = [
    Contender::new("by-hand", "by-hand"),
    Contender::new("onionskin", "onionskin"),
    Contender::new("onionskin-own", "onionskin"),
    Contender::new("axum-tower", "axum"),
    Contender::new("axum-from-fn", "axum"),
    Contender::new("actix-web", "actix"),
    Contender::new("salvo", "salvo"),
    Contender::new("poem", "poem"),
];

impl Contender {
    const fn new(name: &'static str, feature: &'static str) -> Self {
        Self { name, feature }
    }

    /// What two that differ in their layers alone have in common.
    pub(crate) fn feature(&self) -> &'static str {
        self.feature
    }

    /// The one that answers a workload, if there is one.
    ///
    /// HTTP/2 is in a program of its own: with it, hyper takes longer for HTTP/1 as well.
    pub(crate) fn of(&self, workload: Workload) -> Option<Self> {
        match (workload, self.feature) {
            (Workload::Http2, "by-hand" | "axum") => Some(Self::new(self.name, "http2")),
            (Workload::Http2, "actix" | "salvo" | "poem") => None,
            _ => Some(*self),
        }
    }

    /// Builds it alone, with the features that it asks for and no other's.
    pub(crate) fn build(&self) -> Result<(), Error> {
        build_alone(self.feature)?;
        match self.of(Workload::Http2) {
            Some(other) => build_alone(other.feature),
            None => Ok(()),
        }
    }

    /// The arguments that run it, under a program like valgrind or by itself.
    pub(crate) fn command(&self, wrapper: &[&str]) -> Result<Command, Error> {
        let binary = binaries()?.join(self.feature);
        let Some((program, rest)) = wrapper.split_first() else {
            let mut command = Command::new(binary);
            command.arg(self.name);
            return Ok(command);
        };
        let mut command = Command::new(program);
        command.args(rest).arg(binary).arg(self.name);
        Ok(command)
    }
}

/// Builds the binary of this name, and feature, alone.
pub(crate) fn build_alone(name: &str) -> Result<(), Error> {
    let status = Command::new(cargo_program())
        .args(["build", "--release", "--quiet", "--features", name])
        .args(["--bin", name])
        .arg("--manifest-path")
        .arg(root()?.join("Cargo.toml"))
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("it does not build".into())
    }
}
