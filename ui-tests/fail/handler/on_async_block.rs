//! The attribute on a static async closure.
use onionskin::prelude::*;

#[handler]
let home = async || "home";

fn main() {}
