//! A middleware that is a struct with a method, and stands in a stack.
use onionskin::prelude::*;

#[middleware]
struct Logger {
    prefix: String,
}

impl Logger {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        println!("{} {}", self.prefix, req.uri());
        next.run(req).await
    }
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = middleware_stack! {
        Logger { prefix: "web".to_owned() },
        => hello
    };
}
