//! An Rc in a stage, and the stage in a stack.
use onionskin::prelude::*;

use std::rc::Rc;
struct Name(Rc<str>);
#[middleware]
impl Name {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let _ = &self.0;
        next.run(req).await
    }
}
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { Name(Rc::from("")), => home };
}
