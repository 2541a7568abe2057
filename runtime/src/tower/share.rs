//! Share: a value of the stack, for services of tower, which cannot borrow.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::{Pin, pin},
    task::Poll,
};

use tokio::sync::{mpsc, oneshot};

use crate::{Next, Request, Response, middleware};

/// Makes a stage that shares a `T` from above it with the services of tower below it.
///
/// They find a [`Shared<T>`] in the extensions of the request.
///
/// # Examples
///
/// A handler of axum would take it as `Extension<Shared<Session<u64>>>`:
///
/// ```
/// use onionskin::{tower::Shared, prelude::*};
///
/// #[handler]
/// async fn theirs(req: &Request) -> Result<String, SessionError> {
///     let visits = req.extensions().get::<Shared<Session<u64>>>().unwrap().clone();
///     let count = visits.with(|visits| Box::pin(visits.update(|count| *count += 1)));
///     Ok(count.await.unwrap()?.to_string())
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let sessions = Sessions::<u64>::new(MemoryStore::new());
/// let app = middleware_stack! {
///     (sessions), onionskin::tower::share::<Session<u64>>(),
///     => theirs
/// };
/// let client = onionskin::TestClient::new(app);
/// assert_eq!(client.get("/").await.text().await, "1");
/// assert_eq!(client.get("/").await.text().await, "2");
/// # });
/// ```
#[must_use]
pub fn share<T: Send + Sync + 'static>() -> Share<T> {
    Share(PhantomData)
}

/// A stage that shares a value with services of tower; see [`share`].
pub struct Share<T>(PhantomData<fn() -> T>);

#[middleware]
impl<T: Send + Sync + 'static> Share<T> {
    async fn handle(&self, value: &T, req: &mut Request, next: impl Next) -> Response {
        let (questions, mut asked) = mpsc::unbounded_channel::<Question<T>>();
        req.extensions_mut().insert(Shared(questions));
        let mut rest = pin!(next.run(req));
        let mut running = Vec::new();
        // What is asked runs here, where the value is, while the rest waits for it.
        poll_fn(|context| {
            if let Poll::Ready(response) = rest.as_mut().poll(context) {
                return Poll::Ready(response);
            }
            while let Poll::Ready(Some(question)) = asked.poll_recv(context) {
                running.push(question(value));
            }
            running.retain_mut(|answer| answer.as_mut().poll(context).is_pending());
            Poll::Pending
        })
        .await
    }
}

impl<T> fmt::Debug for Share<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Share<{}>", std::any::type_name::<T>())
    }
}

/// What is done with the value, boxed because it crosses from one frame to another.
type Question<T> = Box<dyn for<'a> FnOnce(&'a T) -> Answer<'a, ()> + Send>;
type Answer<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// A value that a stack lends, in the hands of a service of tower; see [`share`].
pub struct Shared<T>(mpsc::UnboundedSender<Question<T>>);

impl<T: Send + Sync + 'static> Shared<T> {
    /// Does something with the value, and gives what comes of it; `None` when the request is over.
    ///
    /// # Cancel safety
    ///
    /// What was begun goes on when the future is dropped, as long as the request does.
    pub async fn with<R, F>(&self, question: F) -> Option<R>
    where
        F: for<'a> FnOnce(&'a T) -> Pin<Box<dyn Future<Output = R> + Send + 'a>> + Send + 'static,
        R: Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let question: Question<T> = Box::new(move |value| {
            let running = question(value);
            Box::pin(async move {
                // Nobody may wait for it any more.
                _ = sender.send(running.await);
            })
        });
        self.0.send(question).ok()?;
        answer.await.ok()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Shared<{}>", std::any::type_name::<T>())
    }
}
