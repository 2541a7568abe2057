//! The session's cookie: whatever it says, the request is served, and nobody gets data that was never stored.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{
    http,
    prelude::*,
    session::{ClientSide, SessionKeys},
};
use onionskin_fuzz::Target;

type Stored = u64;
type Carried = u32;

#[handler]
async fn read(
    stored: &Session<Stored>,
    carried: &Session<Carried>,
) -> Result<StatusCode, SessionError> {
    let sum = stored.get().await? + u64::from(carried.get().await?);
    Ok(if sum == 0 {
        StatusCode::OK
    } else {
        StatusCode::IM_A_TEAPOT
    })
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let keys = SessionKeys::new(b"thirty-two bytes from a generator").expect("it has 32 bytes");
    let cookie = SessionCookie::new("CARRIED").expect("a name for a cookie");
    let carried = Sessions::<Carried>::client_side(ClientSide::new(keys)).cookie(cookie);
    Target::new(middleware_stack! {
        Sessions::<Stored>::new(MemoryStore::new()), (carried), => read
    })
});

fuzz_target!(|data: &[u8]| {
    for name in [
        &b""[..],
        b"__Host-SESSION_ID=",
        b"__Host-CARRIED=v1.",
        b"__Host-CARRIED=",
    ] {
        let request = http::Request::get("/").header("cookie", [name, data].concat());
        let Some(response) = TARGET.ask(request) else {
            return;
        };
        assert_eq!(response.status(), 200);
        assert!(!response.headers().contains_key("set-cookie"));
    }
});
