//! A default without `setting`.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(req: &mut Request, #[default(10)] max: usize) {}

fn main() {}
