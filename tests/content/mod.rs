//! What is sent is bounded in size, in time and in number, and packed on its way.

mod body_limit;
#[cfg(feature = "compression")]
mod codings;
#[cfg(feature = "compression")]
mod compression;
mod concurrency_limit;
#[cfg(all(feature = "compression", feature = "servers"))]
mod curl;
#[cfg(feature = "compression")]
mod decompression;
mod timeout;

use std::{convert::Infallible, panic::AssertUnwindSafe};

use bytes::Bytes;
use futures_util::stream;
use onionskin::prelude::*;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// A body whose pieces come when the test says so, and which ends when the sender is dropped.
pub(crate) fn dictated() -> (UnboundedSender<Bytes>, Body) {
    let (sender, pieces) = unbounded_channel();
    let pieces = stream::unfold(pieces, |mut pieces| async {
        let piece = pieces.recv().await?;
        Some((Ok::<_, Infallible>(piece), pieces))
    });
    (sender, Body::from_stream(pieces))
}

/// A body of unknown length that is there at once.
pub(crate) fn unannounced(length: usize) -> Body {
    Body::from_stream(stream::iter([Ok::<_, Infallible>(vec![b'x'; length])]))
}

/// The sentence with which a stack is refused.
pub(crate) fn refusal<T>(build: impl FnOnce() -> T) -> String {
    let panic = std::panic::catch_unwind(AssertUnwindSafe(|| drop(build())));
    let sentence = panic.expect_err("the stack is refused");
    *sentence.downcast().expect("a sentence")
}

#[test]
fn settings_that_cannot_work_refuse_the_stack_with_a_way_out() {
    #[handler]
    fn ok() -> &'static str {
        "ok"
    }

    for (sentence, way_out) in [
        (
            refusal(|| middleware_stack! { BodyLimit::new().bytes(10).ceiling(9), => ok }),
            "`.ceiling(10)`",
        ),
        (
            refusal(|| middleware_stack! { Timeout::new().head(Duration::ZERO), => ok }),
            "how long it may take",
        ),
        (
            refusal(|| middleware_stack! { Timeout::new().status(StatusCode::OK), => ok }),
            "GATEWAY_TIMEOUT",
        ),
        (
            refusal(|| middleware_stack! { ConcurrencyLimit::new().at_once(0), => ok }),
            "`.at_once(1)`",
        ),
    ] {
        assert!(sentence.contains(way_out), "{sentence}");
    }
}
