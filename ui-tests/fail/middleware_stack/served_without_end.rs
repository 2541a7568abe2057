//! A fragment is served.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let app = middleware_stack! { timing };
    let _ = onionskin::TestClient::new(app);
}
