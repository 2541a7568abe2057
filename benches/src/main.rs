//! The command: builds the contenders, checks that they answer alike, measures, and writes `RESULTS.md`.

mod harness;

use std::{env, process::ExitCode};

use harness::{Harness, Stage, load, lookup};

const HELP: &str = "\
usage: benches/run [STAGE]... [only=CONTENDER,...]

stages, all of them when none is named; every stage checks the answers first
    check         the same requests to every contender, refusals included
    size          the future that holds the whole stack
    instructions  in the process, by callgrind
    allocations   in the process, by memcheck's count
    wire          one kept-alive connection, the client in the process, both counts
    bodies        bodies of all sizes and connections used in other ways, by callgrind
    load          requests per second and latency over loopback
    memory        10,000 idle connections
    build         a generated application of 20 stages and 40 routes
    stages        each built-in stage alone, beside tower-http's, by callgrind and memcheck";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--help" | "-h", ..] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        // What the command starts of itself, pinned to a core of its own or under valgrind.
        ["load", port, workload, seconds] => load::generate(port, workload, seconds),
        ["matchit-alone", routes, calls] => lookup::run(routes, calls),
        _ => measure(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &[String]) -> Result<(), harness::Error> {
    let mut stages = Vec::new();
    let mut only = None;
    for argument in arguments {
        match argument.strip_prefix("only=") {
            Some(names) => only = Some(names.split(',').map(str::to_owned).collect::<Vec<_>>()),
            None => stages.push(
                Stage::ALL
                    .into_iter()
                    .find(|stage| stage.name() == argument)
                    .ok_or_else(|| format!("no stage is called {argument:?}\n\n{HELP}"))?,
            ),
        }
    }
    if stages.is_empty() {
        stages = Stage::ALL.to_vec();
    }
    Harness::new(only.as_deref())?.run(&stages)
}
