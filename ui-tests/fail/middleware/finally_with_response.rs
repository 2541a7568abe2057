//! A middleware at the very end that takes the response.
use onionskin::prelude::*;

#[middleware(finally)]
fn log(_res: &Response) {}

fn main() {}
