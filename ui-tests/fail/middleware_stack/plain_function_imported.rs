//! A function without its attribute, imported.
use onionskin::prelude::*;

mod stages {
    use onionskin::prelude::*;

    pub async fn audit(req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}
use stages::audit;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { audit, => home };
}
