//! axum's State in a middleware.
use onionskin::prelude::*;

struct Db;

#[middleware]
async fn auth(State(db): State<Db>, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
