//! Known: the names of types of other places, and what to write for them.

/// A name, whose it is, and what to write.
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) of: &'static str,
    pub(super) help: &'static str,
}

const PROVIDED: &str = "begin the stack with `provide`, and borrow the value: `&T`";

const ADDRESS: &str =
    "take a `&ClientAddr` of the stack, or call `req.peer_addr()` of `req: &Request`";
const COOKIES: &str = "call `req.cookie(\"name\")` of `req: &Request`";
const URI: &str = "read `req.uri()` of `req: &Request`, or take a `Uri`";

pub(super) const KNOWN: [Known; 16] = [
    Known {
        name: "ConnectInfo",
        of: "axum",
        help: ADDRESS,
    },
    Known {
        name: "ConnectionInfo",
        of: "actix-web",
        help: ADDRESS,
    },
    Known {
        name: "CookieJar",
        of: "axum and rocket",
        help: COOKIES,
    },
    Known {
        name: "Cookies",
        of: "tower-cookies",
        help: COOKIES,
    },
    Known {
        name: "RawQuery",
        of: "axum",
        help: URI,
    },
    Known {
        name: "OriginalUri",
        of: "axum",
        help: URI,
    },
    Known {
        name: "Host",
        of: "axum",
        help: "read `req.header(\"host\")` of `req: &Request`",
    },
    Known {
        name: "Identity",
        of: "actix-identity",
        help: "lend what `#[provider]` makes of the session, and borrow it",
    },
    Known {
        name: "Context",
        of: "other frameworks",
        help: "write `req: &mut Request`; each value of the stack is a parameter of its own",
    },
    Known {
        name: "State",
        of: "axum",
        help: PROVIDED,
    },
    Known {
        name: "Extension",
        of: "axum",
        help: PROVIDED,
    },
    Known {
        name: "Data",
        of: "actix-web",
        help: PROVIDED,
    },
    Known {
        name: "TypedHeader",
        of: "axum",
        help: "take a `HeaderMap`, or read `req.headers()` of `req: &Request`",
    },
    Known {
        name: "HttpRequest",
        of: "actix-web",
        help: "write `req: &Request`",
    },
    Known {
        name: "HttpResponse",
        of: "actix-web",
        help: "write `Response`, or `impl IntoResponse`",
    },
    Known {
        name: "Responder",
        of: "actix-web",
        help: "write `impl IntoResponse`",
    },
];
