//! Contender: what a framework brings so that the harness can drive it.

use std::{future::Future, hint::black_box, io, net::TcpListener, process::exit, thread};

use crate::{Answer, Ask, Client, Workload};

/// How many requests every run makes. Those that are not called are dropped, so that two runs which call
/// differently many differ in the calls and in nothing else.
const MADE: usize = 2_000;

/// An application in the process, without a socket.
pub trait App {
    /// The framework's own request.
    type Request;
    /// The framework's own response.
    type Response;

    /// Makes a request that comes from 127.0.0.1.
    fn request(&self, ask: &Ask) -> Self::Request;

    /// Answers it.
    fn call(&self, request: Self::Request) -> impl Future<Output = Self::Response>;

    /// Reads an answer, for what is checked and not counted.
    fn read(response: Self::Response) -> impl Future<Output = Answer>;

    /// The size of the future that holds the whole stack, in bytes, where the framework's is one value and
    /// not a box.
    fn future_size(&self, _request: Self::Request) -> Option<usize> {
        None
    }
}

/// A framework with its way of building the workloads.
pub trait Contender {
    /// Serves a workload until the process ends, on one thread.
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()>;

    /// Builds a workload and drives it with `drive.run(app)`, on one thread.
    fn drive(workload: Workload, drive: Drive);
}

/// What is done with an application that was built.
#[derive(Clone, Copy, Debug)]
pub struct Drive {
    workload: Workload,
    calls: Option<usize>,
}

impl Drive {
    /// Calls the application so many times, or prints the size of its future; then ends the process.
    pub async fn run<A: App>(self, app: A) {
        let session = match self.workload {
            Workload::Real => {
                let response = app.call(app.request(&Ask::login())).await;
                let answer = A::read(response).await;
                answer
                    .session()
                    .expect("the login sets a session")
                    .to_owned()
            }
            _ => String::new(),
        };
        let asks = Ask::of(self.workload, &session);
        for ask in &asks {
            let answer = A::read(app.call(app.request(ask)).await).await;
            assert_eq!(answer.status, 200, "{ask:?} was answered {answer:?}");
        }
        let Some(calls) = self.calls else {
            match app.future_size(app.request(&asks[0])) {
                Some(size) => println!("{size}"),
                None => println!("boxed"),
            }
            exit(0);
        };
        assert!(calls <= MADE, "at most {MADE} calls");
        for (turn, ask) in asks.iter().cycle().take(MADE).enumerate() {
            let request = app.request(ask);
            if turn < calls {
                drop(black_box(app.call(request).await));
            } else {
                drop(black_box(request));
            }
        }
        // Without running what is left of destructors.
        exit(0);
    }
}

/// Does what a contender's arguments say: `direct WORKLOAD CALLS`, `size WORKLOAD`, `wire WORKLOAD CALLS`
/// or `serve WORKLOAD`.
///
/// # Panics
///
/// When the arguments are not understood or anything fails: there is nobody to go on for.
pub fn run<C: Contender>(mut arguments: impl Iterator<Item = String>) {
    let mode = arguments.next().expect("a mode");
    let workload: Workload = arguments
        .next()
        .expect("a workload")
        .parse()
        .unwrap_or_else(|error| panic!("{error}"));
    let mut calls = || -> usize {
        let text = arguments.next().expect("a number of calls");
        text.parse().expect("a number of calls")
    };
    match &*mode {
        "direct" => {
            let calls = Some(calls());
            C::drive(workload, Drive { workload, calls });
        }
        "size" => C::drive(
            workload,
            Drive {
                workload,
                calls: None,
            },
        ),
        "wire" => wire::<C>(workload, calls()).expect("every request is answered"),
        "serve" => {
            let listener = listener().expect("a port is free");
            println!("{}", listener.local_addr().expect("a bound socket").port());
            thread::spawn(end_with_whoever_started_it);
            C::serve(workload, listener).expect("the server runs");
        }
        _ => panic!("no mode is called {mode:?}"),
    }
}

/// Sends requests over one kept-alive connection from a thread that does next to nothing.
fn wire<C: Contender>(workload: Workload, calls: usize) -> io::Result<()> {
    let listener = listener()?;
    let address = listener.local_addr()?;
    thread::spawn(move || C::serve(workload, listener));
    let mut client = Client::connect(address)?;
    let session = match workload {
        Workload::Real => client.login()?,
        _ => String::new(),
    };
    let mut turns = Vec::new();
    for ask in Ask::of(workload, &session) {
        let wire = ask.to_wire();
        let length = client.measure(&wire)?;
        turns.push((wire, length));
    }
    for (wire, length) in turns.iter().cycle().take(calls) {
        client.repeat(wire, *length)?;
    }
    exit(0);
}

/// Ends the process when its standard input is closed, so that no server outlives the harness.
fn end_with_whoever_started_it() {
    // An error says the same as the end of the input.
    drop(io::copy(&mut io::stdin(), &mut io::sink()));
    exit(0);
}

fn listener() -> io::Result<TcpListener> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A runtime of one thread, the same for every contender that does not bring its own.
///
/// # Panics
///
/// When the system refuses one.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system grants a runtime")
}

/// An application that is shared by connections and lives as long as the process.
#[must_use]
pub fn forever<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
