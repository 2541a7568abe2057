//! `Upgrade` as `Cors`, `Csrf` and `HttpsRedirect` read it: a WebSocket of another site is refused, however it is
//! asked for, and nothing else is taken for one.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new(),
        => routes {
            "/cors" => { Cors::new().allow_origin("https://shop.example"), => served },
            "/csrf" => { Csrf::new(), => served },
            "/https" => {
                TrustedHost::new().allow(["example.org"]), HttpsRedirect::new(),
                => served
            },
        }
    })
});

fn names_websocket(lines: &[&[u8]]) -> bool {
    let protocols = lines
        .iter()
        .flat_map(|line| line.split(|&byte| byte == b','));
    protocols
        .map(<[u8]>::trim_ascii)
        .any(|protocol| protocol.eq_ignore_ascii_case(b"websocket"))
}

fuzz_target!(|data: &[u8]| {
    // No header holds a line break, so one stands between two of them.
    let lines: Vec<_> = data.splitn(2, |&byte| byte == b'\n').collect();
    let is_websocket = names_websocket(&lines);
    for (path, otherwise) in [("/cors", 200), ("/csrf", 200), ("/https", 308)] {
        let mut request = http::Request::get(path)
            .header("host", "example.org")
            .header("origin", "https://evil.example");
        for line in &lines {
            request = request.header("upgrade", *line);
        }
        let Some(response) = TARGET.ask(request) else {
            return;
        };
        let expected = if is_websocket { 403 } else { otherwise };
        assert_eq!(response.status(), expected, "{path}");
    }
});
