//! `FromRequest` by axum's shape.
use onionskin::prelude::*;

struct Token(String);
impl FromRequest for Token {
    type Rejection = StatusCode;
    async fn from_request(req: Request) -> Result<Self, StatusCode> {
        let _ = req;
        Err(StatusCode::UNAUTHORIZED)
    }
}

fn main() {}
