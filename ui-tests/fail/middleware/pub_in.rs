//! A middleware of a narrow visibility used outside.
use onionskin::prelude::*;

mod stages {
    use onionskin::prelude::*;

    #[middleware]
    async fn auth(req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { stages::auth, => home };
}
