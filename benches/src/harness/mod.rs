//! Harness: the contenders that were built, and the stages they are put through.

mod bodies;
mod build;
mod case;
mod cases;
mod check;
mod contender;
mod exchange;
mod generated;
mod http2;
pub(crate) mod load;
pub(crate) mod lookup;
mod machine;
mod memory;
mod report;
mod server;
mod sizes;
mod stages;
mod traced;
mod valgrind;
mod wire;

use std::{env, ffi::OsString, path::PathBuf};

use onionskin_benches::Workload;

use contender::{CONTENDERS, Contender};
use report::{Report, Table};

pub(crate) type Error = Box<dyn std::error::Error>;

/// A part of a run that can be asked for alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
    Check,
    Size,
    Instructions,
    Allocations,
    Wire,
    Bodies,
    Load,
    Memory,
    Build,
    Stages,
}

impl Stage {
    pub(crate) const ALL: [Self; 10] = [
        Self::Check,
        Self::Size,
        Self::Instructions,
        Self::Allocations,
        Self::Wire,
        Self::Bodies,
        Self::Load,
        Self::Memory,
        Self::Build,
        Self::Stages,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Size => "size",
            Self::Instructions => "instructions",
            Self::Allocations => "allocations",
            Self::Wire => "wire",
            Self::Bodies => "bodies",
            Self::Load => "load",
            Self::Memory => "memory",
            Self::Build => "build",
            Self::Stages => "stages",
        }
    }
}

/// What is measured on a socket, where one layer more or less is lost in the noise.
const ON_THE_WIRE: [Workload; 3] = [Workload::Plain, Workload::Layers(10), Workload::Real];

pub(crate) struct Harness {
    contenders: Vec<Contender>,
    report: Report,
}

impl Harness {
    /// Takes the contenders that are named, or all.
    pub(crate) fn new(only: Option<&[String]>) -> Result<Self, Error> {
        let chosen = |contender: &Contender| {
            // The floor is always there: everything is a ratio to it.
            contender.name == CONTENDERS[0].name
                || only.is_none_or(|names| names.iter().any(|name| name == contender.name))
        };
        Ok(Self {
            contenders: CONTENDERS.iter().filter(|it| chosen(it)).copied().collect(),
            report: Report::read(root()?.join("RESULTS.md"))?,
        })
    }

    pub(crate) fn run(mut self, stages: &[Stage]) -> Result<(), Error> {
        // Applications of their own, which need none of the contenders.
        if stages
            .iter()
            .any(|stage| !matches!(stage, Stage::Build | Stage::Stages))
        {
            self.contenders.retain(|contender| match contender.build() {
                Ok(()) => true,
                Err(error) => {
                    eprintln!("{} is left out: {error}", contender.name);
                    false
                }
            });
            self.note(&check::run(&self.contenders)?)?;
        }
        for stage in stages {
            let table = match stage {
                Stage::Check => continue,
                Stage::Size => sizes::run(&self.contenders)?,
                Stage::Instructions => valgrind::instructions(&self.contenders)?,
                Stage::Allocations => valgrind::allocations(&self.contenders)?,
                Stage::Wire => wire::run(&self.contenders)?,
                Stage::Bodies => bodies::run(&self.contenders)?,
                Stage::Load => load::run(&self.contenders)?,
                Stage::Memory => memory::run(&self.contenders)?,
                Stage::Build => build::run()?,
                Stage::Stages => stages::run()?,
            };
            self.note(&table)?;
        }
        Ok(())
    }

    /// Prints a table and writes it at once: a long run that is broken off keeps what it has.
    fn note(&mut self, table: &Table) -> Result<(), Error> {
        println!("{table}");
        self.report.put(table);
        self.report.write()
    }
}

/// The folder of the benchmarks: where cargo says that it runs this program, else the working directory.
fn root() -> Result<PathBuf, Error> {
    let folder =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(env::current_dir, |it| Ok(it.into()))?;
    if folder.join("WORKLOADS.md").exists() {
        Ok(folder)
    } else {
        Err(format!("{} is not the folder of the benchmarks", folder.display()).into())
    }
}

/// The cargo that runs this program, else the one that the shell would find.
fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The folder that holds this program, and beside it the contenders.
fn binaries() -> Result<PathBuf, Error> {
    let own = env::current_exe()?;
    Ok(own.parent().ok_or("a program lies in a folder")?.to_owned())
}
