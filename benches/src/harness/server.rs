//! Server: a contender that serves, until it is dropped.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, SocketAddr},
    process::{Child, Stdio},
};

use onionskin_benches::Workload;

use super::{Error, contender::Contender};

#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts a contender, on the first core where cores can be chosen.
    pub(crate) fn start(contender: &Contender, workload: Workload) -> Result<Self, Error> {
        Self::start_under(contender, workload, pinned_to("0"))
    }

    /// Starts a contender by another program.
    pub(crate) fn start_under(
        contender: &Contender,
        workload: Workload,
        wrapper: &[&str],
    ) -> Result<Self, Error> {
        let mut child = contender
            .command(wrapper)?
            .args(["serve", &workload.to_string()])
            // Its end tells the server that nobody needs it any more.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("the output is piped")?;
        let mut server = Self {
            child,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        };
        BufReader::new(output).read_line(&mut line)?;
        server.address.set_port(line.trim().parse()?);
        Ok(server)
    }

    /// Has it end by itself, and waits for that.
    pub(crate) fn end(mut self) -> Result<(), Error> {
        drop(self.child.stdin.take());
        match self.child.wait()? {
            status if status.success() => Ok(()),
            status => Err(format!("a server ended with {status}").into()),
        }
    }

    /// The memory it occupies, in KiB.
    pub(crate) fn resident(&self) -> Result<u64, Error> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("the system does not tell VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which whoever talked to it has noticed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a command begins with to stay on a core: server and load do not share one where there are two.
pub(crate) fn pinned_to(core: &'static str) -> &'static [&'static str] {
    let several = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
    match core {
        _ if !several => &[],
        "0" => &["taskset", "--cpu-list", "0"],
        _ => &["taskset", "--cpu-list", "1"],
    }
}
