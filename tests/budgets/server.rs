//! What a connection costs.

use std::convert::Infallible;

use bytes::Bytes;
use onionskin::{Application, middleware_stack as stack, prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{BOXED, Pass, end, spacious};

/// A server on this thread, and connections that were kept after an answer.
struct Kept {
    runtime: tokio::runtime::Runtime,
    server: TestServer,
    clients: Vec<TcpStream>,
}

impl Kept {
    fn new(app: impl Application) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(TestServer::start(app));
        let clients = Vec::with_capacity(100);
        let mut kept = Self {
            runtime,
            server,
            clients,
        };
        // Until everything is there that is used again.
        kept.connect();
        kept.ask(10);
        kept
    }

    fn connect(&mut self) {
        let client = self
            .runtime
            .block_on(TcpStream::connect(self.server.addr()));
        self.clients.push(client.unwrap());
    }

    /// Asks on the newest connection.
    fn ask(&mut self, times: usize) {
        let client = self.clients.last_mut().unwrap();
        let mut answer = [0; 1024];
        self.runtime.block_on(async {
            for _ in 0..times {
                let request = b"GET / HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n\r\n";
                client.write_all(request).await.unwrap();
                let length = client.read(&mut answer).await.unwrap();
                assert!(answer[..length].starts_with(b"HTTP/1.1 20"));
            }
        });
    }

    /// Asks on the newest connection, and has it closed.
    fn ask_to_the_end(&mut self, path: &str) {
        let client = self.clients.last_mut().unwrap();
        let mut answer = [0; 1024];
        self.runtime.block_on(async {
            let request = format!("GET {path} HTTP/1.1\r\nconnection: close\r\n\r\n");
            client.write_all(request.as_bytes()).await.unwrap();
            while client.read(&mut answer).await.unwrap() > 0 {}
        });
    }

    /// The bytes that ten more connections hold when each was answered.
    fn bytes_of_ten(&mut self) -> i64 {
        let ten = allocation_counter::measure(|| {
            for _ in 0..10 {
                self.connect();
                self.ask(1);
            }
        });
        ten.bytes_current
    }
}

#[test]
fn a_request_on_a_kept_connection_allocates_nothing_itself() {
    let mut kept = Kept::new(stack! { => end });
    let counted = allocation_counter::measure(|| kept.ask(100));
    assert_eq!(counted.count_total, 100 * BOXED, "{counted:?}");
}

#[test]
fn a_text_is_sent_on_a_kept_connection_as_it_was_made() {
    let mut kept = Kept::new(stack! { => spacious });
    let counted = allocation_counter::measure(|| kept.ask(100));
    assert_eq!(counted.count_total, 100, "{counted:?}");
}

#[test]
fn small_pieces_of_a_body_allocate_once_for_sixteen() {
    const PIECES: usize = 1600;
    #[handler]
    fn pieces() -> Body {
        let pieces = (0..PIECES).map(|_| Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 1000])));
        Body::from_stream(futures_util::stream::iter(pieces))
    }
    let app = || stack! { => routes { GET "/" => end, GET "/pieces" => pieces } };
    let mut kept = Kept::new(app());
    let plain = allocation_counter::measure(|| kept.ask_to_the_end("/"));
    let mut kept = Kept::new(app());
    let counted = allocation_counter::measure(|| kept.ask_to_the_end("/pieces"));
    // The others are the stream, what watches it, and hyper's queue as it grows.
    let allocations = counted.count_total - plain.count_total;
    assert!(allocations <= PIECES as u64 / 16 + 6, "{allocations}");
}

#[test]
fn an_idle_connection_holds_nothing_of_its_stack() {
    let small = Kept::new(stack! { => end }).bytes_of_ten();
    let mut large = Kept::new(stack! {
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>,
        => end
    });
    let large = large.bytes_of_ten();
    assert_eq!(large, small);
}
