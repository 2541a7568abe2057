//! Sessions of other projects, driven as ours are: `session-peers tower-sessions redis read 100 redis://…`.
#![forbid(unsafe_code)]

mod actix;
#[path = "../../src/drive.rs"]
mod drive;
mod tower_sessions;

use drive::Order;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let contender = arguments.next().expect("the contender comes first");
    let order = Order::from_arguments(arguments);
    match &*contender {
        "tower-sessions" => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts")
            .block_on(tower_sessions::run(&order)),
        "actix-session" => actix_web::rt::System::new().block_on(actix::run(&order)),
        other => panic!("no contender is called {other}"),
    }
}
