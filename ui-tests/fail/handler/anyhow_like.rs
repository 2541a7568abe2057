//! A handler whose error hides every other.
use onionskin::prelude::*;

struct Anyhow(Box<dyn std::error::Error + Send + Sync>);

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Anyhow {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

#[handler]
fn home() -> Result<String, Anyhow> {
    Ok(std::fs::read_to_string("home")?)
}

fn main() {}
