//! A trait as the return type.
use onionskin::prelude::*;

#[handler]
fn home() -> dyn IntoResponse { "home" }

fn main() {}
