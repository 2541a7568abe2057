//! The attribute on a constant.
use onionskin::prelude::*;

#[provider]
const USER: &str = "ann";

fn main() {}
