//! A generator as a stage.
use onionskin::prelude::*;

#[session_id_generator]
fn id() -> SessionId {
    SessionId::random::<128>()
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { id, => home };
}
