//! An error goes to the nearest handler above that takes it, and never as it is to the client.

mod by_status;
mod by_type;
mod every_level;
mod secrets;

use std::fmt;

use onionskin::prelude::*;

/// An error whose text is nobody's business.
#[derive(Debug)]
pub(crate) struct OutOfStock(pub(crate) &'static str);

impl fmt::Display for OutOfStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is out of stock in warehouse 7", self.0)
    }
}

impl std::error::Error for OutOfStock {}

impl IntoResponse for OutOfStock {
    fn into_response(self) -> Response {
        Problem::new(StatusCode::CONFLICT)
            .caused_by(self)
            .into_response()
    }
}
