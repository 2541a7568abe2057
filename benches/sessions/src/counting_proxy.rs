//! Counting proxy: stands between a program and a server, and counts how often one waits for the other.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
};

/// Forwards connections, and counts round trips: a question after an answer is a new one, questions
/// in a row are one.
pub struct CountingProxy {
    port: u16,
    trips: Arc<AtomicU64>,
}

impl CountingProxy {
    pub fn before(server: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let trips = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&trips);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = SocketAddr::from(([127, 0, 0, 1], server));
                if let Ok(server) = TcpStream::connect(server) {
                    forward(client, server, &counted);
                }
            }
        });
        Ok(Self { port, trips })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The round trips since it was asked last.
    pub fn take(&self) -> u64 {
        self.trips.swap(0, Relaxed)
    }
}

fn forward(client: TcpStream, server: TcpStream, trips: &Arc<AtomicU64>) {
    let is_asking = Arc::new(Mutex::new(false));
    let (asking, answering) = (Arc::clone(&is_asking), is_asking);
    let trips = Arc::clone(trips);
    let ask = move || {
        let mut asking = asking.lock().expect("nobody panics with it");
        if !std::mem::replace(&mut *asking, true) {
            trips.fetch_add(1, Relaxed);
        }
    };
    let answer = move || *answering.lock().expect("nobody panics with it") = false;
    let pair = (client.try_clone(), server.try_clone());
    if let (Ok(client_again), Ok(server_again)) = pair {
        thread::spawn(move || copy(client, server, ask));
        thread::spawn(move || copy(server_again, client_again, answer));
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream, on_data: impl Fn()) {
    let _ = to.set_nodelay(true);
    let mut buffer = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        on_data();
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
