//! A query of a map of borrowed texts.
use onionskin::prelude::*;

#[handler]
fn show(Query(q): Query<std::collections::HashMap<&str, &str>>) -> String { format!("{q:?}") }

fn main() {}
