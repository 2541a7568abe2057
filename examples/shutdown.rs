//! Leaving politely: no new requests, the old ones to their end, and then the last words.
//!
//! `cargo run --example shutdown`, then `curl http://127.0.0.1:8000/tea`, and ctrl-c while it waits
use std::sync::Arc;

use onionskin::{Server, prelude::*};
use tokio::sync::Notify;

/// Something that takes its time.
#[derive(Default)]
struct Kettle {
    on: Notify,
    boils: Notify,
}

#[handler]
async fn tea(kettle: &Arc<Kettle>) -> &'static str {
    kettle.on.notify_one();
    kettle.boils.notified().await;
    "tea\n"
}

/// Runs on every exit, also when the client has hung up.
#[middleware(finally)]
fn note(req: &Request, outcome: Outcome<'_>) {
    let end = match outcome {
        Outcome::Answered(_) => "was answered",
        Outcome::Failed(_) => "failed",
        Outcome::Panicked => "panicked",
        Outcome::Disconnected => "was given up",
    };
    eprintln!("{} {end}", req.uri().path());
}

fn app(kettle: Arc<Kettle>) -> impl Application {
    middleware_stack! {
        provide kettle;

        note,
        => routes { GET "/tea" => tea }
    }
}

/// `onionskin::serve` waits for 30 seconds; nobody waits that long for tea.
fn server() -> Server {
    Server::new().shutdown_deadline(Duration::from_secs(10))
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    let kettle = Arc::new(Kettle::default());
    let heat = Arc::clone(&kettle);
    tokio::spawn(async move {
        loop {
            heat.on.notified().await;
            tokio::time::sleep(Duration::from_secs(5)).await;
            heat.boils.notify_waiters();
        }
    });
    println!("listening on http://127.0.0.1:8000; leave with ctrl-c");
    server().serve("127.0.0.1:8000", app(kettle)).await?;
    println!("everybody has been answered");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use onionskin::TestServer;

    use super::Kettle;

    #[tokio::test]
    async fn who_was_waiting_when_the_signal_came_is_answered() {
        let kettle = Arc::new(Kettle::default());
        let mut server =
            TestServer::start_with(super::server(), super::app(Arc::clone(&kettle))).await;
        let client = server.client();
        let tea = async {
            let res = client.get("/tea").await;
            res.assert_status(200).text().await
        };
        let signal = async {
            kettle.on.notified().await;
            server.begin_shutdown();
            kettle.boils.notify_one();
        };
        let (tea, ()) = tokio::join!(tea, signal);
        assert_eq!(tea, "tea\n");
        server.shutdown().await;
    }
}
