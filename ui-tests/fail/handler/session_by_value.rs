//! A session by value.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[handler]
fn home(_session: Session<Login>) -> String {
    String::new()
}

fn main() {}
