//! The built-in stages, a module each, written with the macros that every user has.
//!
//! `X::new()` is the careful default and is itself the stage; each option is a method that gives the stage back.
//!
//! | stage | what it does | default |
//! |---|---|---|
//! | [`BodyLimit`] | bounds the bodies of requests | 2 MiB |
//! | [`ConcurrencyLimit`] | bounds how many requests run at once, and sheds the rest | 512, and 512 waiting for 5 s |
//! | [`Timeout`] | gives up an answer that takes too long | 30 s to the head, 503 |

mod body_limit;
mod concurrency_limit;
mod timeout;

pub use body_limit::{BodyLimit, BodyLimitError};
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use timeout::{TimedOut, Timeout, TimeoutError};

use std::time::Duration;

use http::HeaderValue;

/// The value of a `Retry-After`: whole seconds, at least one.
fn retry_after(delay: Duration) -> HeaderValue {
    let seconds = delay.as_secs() + u64::from(delay.subsec_nanos() > 0);
    HeaderValue::from(seconds.max(1))
}
