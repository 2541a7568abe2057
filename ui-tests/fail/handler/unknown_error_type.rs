//! An error that nobody declares.
use onionskin::prelude::*;

#[handler]
fn home() -> Result<String, AppError> { Ok(String::new()) }

fn main() {}
