//! A default without `setting`.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &mut Request, #[default(10)] _max: usize) {}

fn main() {}
