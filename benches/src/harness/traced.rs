//! Traced: a server under callgrind, which counts its instructions and tells its system calls.

use std::fs;

use onionskin_benches::Workload;

use super::{Error, binaries, contender::Contender, server::Server, valgrind::number_after};

/// What a server did while it ran.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traced {
    pub(crate) instructions: u64,
    pub(crate) reads: u64,
    pub(crate) writes: u64,
}

impl Traced {
    /// Counts a server from its start to its end, while a client does this with it.
    pub(crate) fn of(
        contender: &Contender,
        workload: Workload,
        client: impl FnOnce(&Server) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let log = binaries()?.join(format!("traced-{}.log", std::process::id()));
        let log_file = format!("--log-file={}", log.display());
        let server = Server::start_under(
            contender,
            workload,
            &[
                "valgrind",
                "--tool=callgrind",
                "--callgrind-out-file=/dev/null",
                "--trace-syscalls=yes",
                &log_file,
            ],
        )?;
        let outcome = client(&server).and_then(|()| server.end());
        let log = fs::read_to_string(&log).and_then(|text| fs::remove_file(&log).map(|()| text))?;
        outcome?;
        let calls = |names: [&str; 4]| {
            let is_one = |line: &&str| names.iter().any(|name| line.contains(name));
            log.lines().filter(is_one).count() as u64
        };
        Ok(Self {
            instructions: number_after(&log, "Collected : ")?,
            reads: calls(["sys_read ", "sys_readv ", "sys_recvfrom ", "sys_recvmsg "]),
            writes: calls(["sys_write ", "sys_writev ", "sys_sendto ", "sys_sendmsg "]),
        })
    }
}
