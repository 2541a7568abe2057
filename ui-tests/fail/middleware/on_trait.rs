//! The attribute on a trait.
use onionskin::prelude::*;

#[middleware]
trait Auth {}

fn main() {}
