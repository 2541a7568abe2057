//! A provider may be an `impl` block.

use std::{
    panic::catch_unwind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use onionskin::{TestClient, prelude::*};

use super::{Copies, ok};

/// Lends connections, as long as there are any.
struct Pool {
    free: Arc<AtomicUsize>,
    size: usize,
}

/// Goes back to its pool when the request is over.
struct Connection {
    number: usize,
    free: Arc<AtomicUsize>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.free.fetch_add(1, Relaxed);
    }
}

#[provider]
impl Pool {
    async fn provide(&self, req: &Request) -> Result<Connection, StatusCode> {
        tokio::task::yield_now().await;
        let taken = self
            .free
            .fetch_update(Relaxed, Relaxed, |free| free.checked_sub(1));
        match taken {
            Ok(number) if req.uri().path() != "/refused" => Ok(Connection {
                number,
                free: Arc::clone(&self.free),
            }),
            _ => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }

    #[check]
    fn check(&self) -> Result<(), &'static str> {
        let is_fit = self.size > 0;
        is_fit
            .then_some(())
            .ok_or("a pool has one connection at least")
    }
}

impl Pool {
    fn of(size: usize) -> Self {
        Self {
            free: Arc::new(AtomicUsize::new(size)),
            size,
        }
    }
}

/// Lends what a closure makes of the request, or its error.
struct Made<F>(F);

#[provider]
impl<F, T, E> Made<F>
where
    F: Fn(&Request) -> Result<T, E> + Send + Sync + 'static,
    T: Send + Sync + 'static,
    E: IntoResponse + Send + Sync + 'static,
{
    fn provide(&self, req: &Request) -> Result<T, E> {
        (self.0)(req)
    }
}

#[handler]
fn connected(connection: &Connection, length: &usize, name: &String) -> String {
    format!("{} {length} {name}", connection.number)
}

#[tokio::test]
async fn a_provider_may_have_state_and_fail() {
    let pool = Pool::of(2);
    let free = Arc::clone(&pool.free);
    let client = TestClient::new(middleware_stack! {
        (pool),
        Made(|req: &Request| match req.uri().path() {
            "/fails" => Err(StatusCode::IM_A_TEAPOT),
            path => Ok(path.len()),
        }),
        Copies("Ann".to_owned()),
        => connected
    });
    assert_eq!(client.get("/ab").await.text().await, "2 3 Ann");
    client.get("/fails").await.assert_status(418);
    assert_eq!(free.load(Relaxed), 2, "every connection is back");
    free.store(0, Relaxed);
    client.get("/ab").await.assert_status(503);
}

#[test]
fn a_provider_that_cannot_work_is_refused_when_the_stack_is_built() {
    let refusal = catch_unwind(|| drop(middleware_stack! { Pool::of(0), => ok }));
    assert_eq!(
        refusal.unwrap_err().downcast_ref::<String>().unwrap(),
        "the stage `Pool` cannot work: a pool has one connection at least"
    );
}
