//! A misspelt default of a setting.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &Request, #[setting(defualt = 10)] _max: u64) {}

fn main() {}
