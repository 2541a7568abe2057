//! Exchange: a way to use connections that is more than one small request after the other.

use std::net::SocketAddr;

use onionskin_benches::{
    Ask, Client, Workload,
    contract::{JSON, LARGE, OCTETS, Order, PIECE_SIZES, SMALL, data},
};

use super::{Error, http2::Http2};

/// How many requests are sent before the first answer is read.
const PIPELINED: usize = 16;
/// How many streams of HTTP/2 are open at once.
const STREAMS: usize = 50;

/// What a client does again and again.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    ask: Ask,
    manner: Manner,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Manner {
    /// One request after the other over one connection.
    InTurn,
    /// Many in one write, whose answers come in their order.
    Pipelined,
    /// A connection for each.
    Connecting,
    /// Many streams of one connection of HTTP/2.
    Streams,
}

impl Exchange {
    /// Every one, in the order of the table.
    pub(crate) fn all() -> Vec<Self> {
        let in_turn = |name: String, ask| Self {
            name,
            ask,
            manner: Manner::InTurn,
        };
        let greeting = |name: String, manner| Self {
            name,
            ask: Ask::get("/"),
            manner,
        };
        let mut all: Vec<_> = PIECE_SIZES
            .map(|kib| in_turn(format!("32 pieces of {kib} KiB"), streamed(kib)))
            .into();
        all.push(in_turn(
            "the first, sent by another task".to_owned(),
            waited(),
        ));
        all.push(in_turn("1 MiB from memory".to_owned(), Ask::get("/large")));
        for (size, length) in [("16 KiB", SMALL), ("1 MiB", LARGE)] {
            all.push(in_turn(
                format!("{size} read whole"),
                upload("/whole", length),
            ));
            all.push(in_turn(
                format!("{size} read in pieces"),
                upload("/piecewise", length),
            ));
        }
        all.push(in_turn("JSON and back".to_owned(), echo()));
        all.push(greeting(
            "a connection for a request".to_owned(),
            Manner::Connecting,
        ));
        all.push(greeting(
            format!("{PIPELINED} requests in one write"),
            Manner::Pipelined,
        ));
        all.push(greeting(
            format!("{STREAMS} streams of HTTP/2"),
            Manner::Streams,
        ));
        all
    }

    /// The application that it is done with.
    pub(crate) fn workload(&self) -> Workload {
        match self.manner {
            Manner::Streams => Workload::Http2,
            _ => Workload::Bodies,
        }
    }

    /// How many requests are made when it is done once.
    pub(crate) fn requests(&self) -> usize {
        match self.manner {
            Manner::InTurn | Manner::Connecting => 1,
            Manner::Pipelined => PIPELINED,
            Manner::Streams => STREAMS,
        }
    }

    /// Does it so many times; every answer has to be of status 200.
    pub(crate) fn run(&self, address: SocketAddr, times: usize) -> Result<(), Error> {
        match self.manner {
            Manner::InTurn | Manner::Pipelined => {
                let wire = self.ask.to_wire().repeat(self.requests());
                let mut client = Client::connect(address)?;
                for _ in 0..times {
                    client.pipeline(&wire, self.requests())?;
                }
            }
            Manner::Connecting => {
                let wire = self.ask.clone().with("connection", "close").to_wire();
                for _ in 0..times {
                    let mut client = Client::connect(address)?;
                    client.pipeline(&wire, 1)?;
                    client.closed()?;
                }
            }
            Manner::Streams => {
                let mut connection = Http2::connect(address)?;
                for _ in 0..times {
                    let answers = connection.ask(&self.ask, STREAMS)?;
                    if answers.iter().any(|answer| answer.status != 200) {
                        return Err("a request was refused".into());
                    }
                }
            }
        }
        Ok(())
    }
}

/// Asks for pieces of so many KiB.
pub(crate) fn streamed(kib: usize) -> Ask {
    Ask::get(&format!("/stream/{kib}"))
}

/// Asks for pieces that are not there at once.
pub(crate) fn waited() -> Ask {
    Ask::get("/waited")
}

/// Sends so many bytes.
pub(crate) fn upload(path: &str, length: usize) -> Ask {
    Ask::post(path, OCTETS, data(length))
}

/// Sends JSON and asks for the same.
pub(crate) fn echo() -> Ask {
    Ask::post("/echo", JSON, Order::TEXT.into())
}
