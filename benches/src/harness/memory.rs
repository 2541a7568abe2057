//! Memory: what a server occupies while ten thousand connections are idle.

use std::{
    io::{ErrorKind, Read},
    net::TcpStream,
    thread,
    time::Duration,
};

use onionskin_benches::{Ask, Client, Workload};

use super::{Error, Table, contender::Contender, server::Server};

const CONNECTIONS: u32 = 10_000;

pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Memory with idle connections",
        &format!(
            "VmRSS of the server of `real`, before and after {CONNECTIONS} connections have each been answered \
             once and kept open."
        ),
        contenders,
    );
    let measured = contenders
        .iter()
        .map(measure)
        .collect::<Result<Vec<_>, _>>()?;
    table.row(
        "before, MiB",
        measured.iter().map(|it| mebibytes(it.0)).collect(),
    );
    table.row(
        "with them, MiB",
        measured.iter().map(|it| mebibytes(it.1)).collect(),
    );
    table.row(
        "a connection, bytes",
        measured
            .iter()
            .map(|(before, after)| ((after - before) * 1024 / u64::from(CONNECTIONS)).to_string())
            .collect(),
    );
    Ok(table)
}

fn measure(contender: &Contender) -> Result<(u64, u64), Error> {
    let server = Server::start(contender, Workload::Real)?;
    let session = Client::connect(server.address)?.login()?;
    let ask = Ask::me(&session);
    let before = server.resident()?;
    let mut idle = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::connect(server.address)?;
        let answer = client.ask(&ask)?;
        if answer.status != 200 {
            return Err(format!("{} refused: {answer:?}", contender.name).into());
        }
        idle.push(client.into_stream());
    }
    // What the last answers' buffers do after they are sent is over by then; nothing waits on it.
    thread::sleep(Duration::from_millis(200));
    let after = server.resident()?;
    let closed = idle.into_iter().filter(is_closed).count();
    match closed {
        0 => Ok((before, after)),
        _ => Err(format!("{} closed {closed} connections early", contender.name).into()),
    }
}

fn is_closed(mut stream: &TcpStream) -> bool {
    let still_open = |error: std::io::Error| error.kind() == ErrorKind::WouldBlock;
    match stream.set_nonblocking(true) {
        Ok(()) => !stream.read(&mut [0]).is_err_and(still_open),
        Err(_) => true,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "memory of a process in KiB is far below 2^52"
)]
fn mebibytes(kibibytes: u64) -> String {
    format!("{:.1}", kibibytes as f64 / 1024.0)
}
