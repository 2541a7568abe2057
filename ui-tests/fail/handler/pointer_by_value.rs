//! A raw pointer as a parameter.
use onionskin::prelude::*;

#[handler]
fn show(p: *const u32) -> String { format!("{p:?}") }

fn main() {}
