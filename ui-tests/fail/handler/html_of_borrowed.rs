//! A page that borrows its text.
use onionskin::prelude::*;

struct Config {
    title: String,
}

#[handler]
async fn home(config: &Config) -> Html<&str> {
    Html(&config.title)
}

fn main() {}
