//! Drive: asks an application in this process again and again, as one visitor.

use std::time::Instant;

/// What a request does with its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Nothing.
    Idle,
    /// Reads the count.
    Read,
    /// Adds one to the count.
    Write,
}

impl Op {
    pub const fn path(self) -> &'static str {
        match self {
            Self::Idle => "/idle",
            Self::Read => "/read",
            Self::Write => "/write",
        }
    }
}

/// What was asked of this process.
#[derive(Clone, Debug)]
pub struct Order {
    pub store: String,
    pub op: Op,
    pub calls: u32,
    /// Where the store's server, or its file, is.
    pub place: String,
}

impl Order {
    /// Reads `store op calls place`.
    pub fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut next = |what: &str| arguments.next().unwrap_or_else(|| panic!("no {what}"));
        let store = next("store");
        let op = match &*next("op") {
            "idle" => Op::Idle,
            "read" => Op::Read,
            "write" => Op::Write,
            other => panic!("no op is called {other}"),
        };
        let calls = next("calls").parse().expect("calls are a number");
        let place = next("place");
        Self {
            store,
            op,
            calls,
            place,
        }
    }
}

/// What an answer tells: the body, and the cookie that it sets, as `name=value`.
pub struct Answer {
    pub body: String,
    pub cookie: Option<String>,
}

impl Answer {
    pub fn new(body: &[u8], set_cookie: Option<&[u8]>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let cookie = set_cookie.map(|value| {
            let value = text(value);
            value.split(';').next().unwrap_or_default().to_owned()
        });
        Self {
            body: text(body),
            cookie,
        }
    }
}

/// Begins a session, asks as ordered, checks the count, and prints the microseconds of one call.
pub async fn drive(order: &Order, mut ask: impl AsyncFnMut(&str, Option<&str>) -> Answer) {
    let begun = ask(Op::Write.path(), None).await;
    let mut cookie = begun.cookie.expect("the first write sets a cookie");
    assert_eq!(begun.body, "1", "a session begins with nothing");
    let started = Instant::now();
    for _ in 0..order.calls {
        let answer = ask(order.op.path(), Some(&cookie)).await;
        if let Some(newer) = answer.cookie {
            cookie = newer;
        }
    }
    let micros = started.elapsed().as_secs_f64() * 1e6 / f64::from(order.calls.max(1));
    let counted = ask(Op::Read.path(), Some(&cookie)).await.body;
    let expected = match order.op {
        Op::Write => order.calls + 1,
        Op::Idle | Op::Read => 1,
    };
    assert_eq!(counted, expected.to_string(), "every call has counted");
    println!("micros {micros:.1}");
}
