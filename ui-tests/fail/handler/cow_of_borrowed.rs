//! A text that may be borrowed.
use onionskin::prelude::*;

struct Config {
    title: String,
}

#[handler]
async fn home(config: &Config) -> std::borrow::Cow<'_, str> {
    (&*config.title).into()
}

fn main() {}
