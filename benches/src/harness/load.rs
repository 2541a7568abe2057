//! Load: 64 connections that ask as fast as they are answered, the servers in turn within each round.

use std::{
    env,
    io::{ErrorKind, Read, Write},
    net::{Ipv4Addr, SocketAddr},
    process::Command,
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};
use onionskin_benches::{Ask, Client, Workload};

use super::{
    Error, ON_THE_WIRE, Table,
    contender::Contender,
    server::{Server, pinned_to},
};

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 5;
/// Of each server in each round.
const SECONDS: &str = "2";
/// Asked before the clock starts.
const WARM_UP: Duration = Duration::from_millis(300);

/// What one server did in one round.
#[derive(Clone, Copy, Debug)]
struct Sample {
    per_second: f64,
    p50: f64,
    p99: f64,
}

/// What a row shows of it.
type Measure = fn(&Sample) -> f64;

pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Load over loopback",
        &format!(
            "{CONNECTIONS} kept-alive connections, server and load on a core each, {ROUNDS} rounds of {SECONDS} s \
             a server. Medians over the rounds of the ratio to {} in the same round; in brackets the \
             smallest and the largest. The first column is absolute.",
            contenders[0].name
        ),
        contenders,
    );
    for workload in ON_THE_WIRE {
        let servers = contenders
            .iter()
            .map(|contender| Server::start(contender, workload))
            .collect::<Result<Vec<_>, _>>()?;
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            let mut samples = vec![None; servers.len()];
            // Another one begins each round, so that none always follows the same.
            for turn in 0..servers.len() {
                let place = (turn + round) % servers.len();
                samples[place] = Some(sample(&servers[place], workload)?);
            }
            rounds.push(samples.into_iter().flatten().collect::<Vec<_>>());
        }
        let measures: [(&str, Measure); 3] = [
            ("requests/s", |sample| sample.per_second),
            ("p50", |sample| sample.p50),
            ("p99", |sample| sample.p99),
        ];
        for (name, value) in measures {
            let cells = (0..servers.len()).map(|place| {
                let floor = |round: &Vec<Sample>| value(&round[0]);
                if place == 0 {
                    let values = sorted(rounds.iter().map(floor));
                    let unit = if name == "requests/s" { "" } else { " µs" };
                    return format!(
                        "{:.0}{unit} ({:.0} to {:.0})",
                        median(&values),
                        values[0],
                        values[ROUNDS - 1]
                    );
                }
                let ratios = sorted(
                    rounds
                        .iter()
                        .map(|round| value(&round[place]) / floor(round)),
                );
                format!(
                    "{:.2} ({:.2} to {:.2})",
                    median(&ratios),
                    ratios[0],
                    ratios[ROUNDS - 1]
                )
            });
            table.row(format!("{workload}, {name}"), cells.collect());
        }
    }
    Ok(table)
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// Runs the generator in a process of its own, so that it has a core of its own.
fn sample(server: &Server, workload: Workload) -> Result<Sample, Error> {
    let own = env::current_exe()?;
    let mut command = match pinned_to("1").split_first() {
        Some((program, rest)) => {
            let mut command = Command::new(program);
            command.args(rest).arg(own);
            command
        }
        None => Command::new(own),
    };
    let port = server.address.port().to_string();
    let output = command
        .args(["load", &port, &workload.to_string(), SECONDS])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let numbers = String::from_utf8(output.stdout)?
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<Vec<f64>, _>>()?;
    match numbers[..] {
        [per_second, p50, p99] => Ok(Sample {
            per_second,
            p50,
            p99,
        }),
        _ => Err("the generator prints three numbers".into()),
    }
}

/// One connection that waits for an answer.
struct Connection {
    stream: TcpStream,
    asked: Instant,
    received: usize,
}

/// Asks for so many seconds and prints requests per second, and the median and 99th percentile of the time
/// to an answer in microseconds.
pub(crate) fn generate(port: &str, workload: &str, seconds: &str) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse()?));
    let workload: Workload = workload.parse()?;
    let measured = Duration::from_secs(seconds.parse()?);

    let mut client = Client::connect(address)?;
    let session = match workload {
        Workload::Real => client.login()?,
        _ => String::new(),
    };
    let ask = Ask::of(workload, &session).remove(0).to_wire();
    // Every answer has the same length, so a generator need not read more than its beginning.
    let length = client.measure(&ask)?;
    drop(client);

    let mut poll = Poll::new()?;
    let mut connections = Vec::with_capacity(CONNECTIONS);
    for number in 0..CONNECTIONS {
        let stream = std::net::TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        (&stream).write_all(&ask)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        poll.registry()
            .register(&mut stream, Token(number), Interest::READABLE)?;
        connections.push(Connection {
            stream,
            asked: Instant::now(),
            received: 0,
        });
    }

    let begin = Instant::now() + WARM_UP;
    let end = begin + measured;
    let mut took: Vec<u32> = Vec::with_capacity(2_000_000);
    let mut events = Events::with_capacity(CONNECTIONS);
    let mut buffer = [0; 8192];
    loop {
        poll.poll(&mut events, Some(Duration::from_secs(5)))?;
        let now = Instant::now();
        if events.is_empty() {
            return Err("no answer for five seconds".into());
        }
        if now >= end {
            break;
        }
        for event in &events {
            let connection = &mut connections[event.token().0];
            // An edge is told once, so read until the socket has nothing more: a short read says so as well.
            let mut more = true;
            while more {
                match connection.stream.read(&mut buffer) {
                    Ok(0) => return Err("a connection was closed".into()),
                    Ok(count) => {
                        if connection.received == 0 && !buffer.starts_with(b"HTTP/1.1 200 ") {
                            return Err("a request was refused".into());
                        }
                        connection.received += count;
                        more = count == buffer.len();
                    }
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) => return Err(error.into()),
                }
                if connection.received >= length {
                    if connection.received > length {
                        return Err("an answer is longer than the others".into());
                    }
                    let answered = Instant::now();
                    if answered >= begin {
                        let nanoseconds = (answered - connection.asked).as_nanos();
                        took.push(u32::try_from(nanoseconds)?);
                    }
                    connection.received = 0;
                    connection.asked = answered;
                    connection.stream.write_all(&ask)?;
                }
            }
        }
    }
    took.sort_unstable();
    let at = |share: usize| f64::from(took[took.len() * share / 100]) / 1_000.0;
    if took.is_empty() {
        return Err("no request was answered".into());
    }
    let count = f64::from(u32::try_from(took.len())?);
    println!(
        "{:.0} {:.1} {:.1}",
        count / measured.as_secs_f64(),
        at(50),
        at(99)
    );
    Ok(())
}
