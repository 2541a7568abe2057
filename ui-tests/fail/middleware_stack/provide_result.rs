//! The result of loading is provided.
use onionskin::prelude::*;

struct Config;

fn load() -> Result<Config, std::io::Error> {
    Ok(Config)
}

#[handler]
fn home(_config: &Config) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide load(); => home };
}
