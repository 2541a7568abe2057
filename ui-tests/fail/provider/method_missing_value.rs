//! A provider's method that borrows what nobody lends.
use onionskin::prelude::*;

struct Pool;
struct Connection;
struct Config;

#[provider]
impl Pool {
    fn provide(&self, _config: &Config) -> Connection {
        Connection
    }
}

#[handler]
fn home(_connection: &Connection) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { Pool, => home };
}
