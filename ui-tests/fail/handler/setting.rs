//! A handler with a setting.
use onionskin::prelude::*;

#[handler]
async fn home(#[setting] greeting: String) -> String {
    greeting
}

fn main() {}
