//! What a session costs, per store: `benches/run sessions` prints a table and writes it to `RESULTS.md`.
#![forbid(unsafe_code)]

mod counting_proxy;
mod drive;
mod measure;
mod ours;
mod results;
mod servers;

use std::{error::Error, process::ExitCode};

use drive::Order;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let outcome = match arguments.next().as_deref() {
        Some("onionskin") => ours(&Order::from_arguments(arguments)),
        Some(other) => Err(format!("no command is called {other}").into()),
        None => measure::all().and_then(|tables| results::write(&tables)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn ours(order: &Order) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(ours::run(order))
}
