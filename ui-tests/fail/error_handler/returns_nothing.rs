//! An error handler that returns nothing.
use onionskin::prelude::*;

struct DbError;

#[error_handler]
fn failed(_err: &DbError) {}

fn main() {}
