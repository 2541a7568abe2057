//! `IntoResponse` by axum's shape, with a wrong type.
use onionskin::prelude::*;

struct Page(String);
impl IntoResponse for Page {
    fn into_response(self) -> String {
        self.0
    }
}

fn main() {}
