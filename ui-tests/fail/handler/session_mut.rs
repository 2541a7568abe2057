//! A session borrowed exclusively.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[handler]
fn home(_session: &mut Session<Login>) -> String {
    String::new()
}

fn main() {}
