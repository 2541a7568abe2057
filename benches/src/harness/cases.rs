//! Cases: what is asked of each workload before anything is measured.

use onionskin_benches::{
    Ask, Workload,
    contract::{LARGE, LOOK_UPS, PIECE_SIZES, REQUEST_ID, SMALL, look_ups},
};

use super::{
    case::{Case, Compared},
    exchange::{echo, streamed, upload, waited},
};

/// What is asked of a workload, an unknown path among it.
pub(crate) fn cases(workload: Workload, session: &str) -> Vec<Case> {
    use Compared::{All, Status};

    let case = |what, ask, status, compared| Case {
        workload,
        what,
        ask,
        status,
        compared,
    };
    let mut cases = vec![case("an unknown path", Ask::get("/nowhere"), 404, Status)];
    match workload {
        Workload::Plain | Workload::Layers(_) | Workload::Http2 => {
            cases.push(case("the greeting", Ask::get("/"), 200, All));
        }
        Workload::Bodies => {
            cases.push(case("the greeting", Ask::get("/"), 200, All));
            cases.extend(PIECE_SIZES.map(|kib| case("pieces", streamed(kib), 200, All)));
            cases.push(case("pieces, one by one", waited(), 200, All));
            cases.push(case("from memory", Ask::get("/large"), 200, All));
            for length in [0, 1, SMALL, LARGE] {
                cases.push(case("read whole", upload("/whole", length), 200, All));
                cases.push(case(
                    "read in pieces",
                    upload("/piecewise", length),
                    200,
                    All,
                ));
            }
            cases.push(case("JSON and back", echo(), 200, All));
        }
        Workload::Routes(count) => cases.extend(
            LOOK_UPS[..look_ups(count)]
                .iter()
                .map(|(path, _)| case("a route", Ask::get(path), 200, All)),
        ),
        Workload::Real => cases.extend(real_cases(session)),
    }
    cases
}

fn real_cases(session: &str) -> Vec<Case> {
    use Compared::{All, AllButMadeId, Preflight};

    let case = |what, ask, status, compared| Case {
        workload: Workload::Real,
        what,
        ask,
        status,
        compared,
    };
    let me = || Ask::me(session);
    vec![
        case("what is timed", me(), 200, All),
        case("no origin", me().without("origin"), 200, All),
        case(
            "a foreign origin",
            me().without("origin")
                .with("origin", "https://evil.example"),
            200,
            All,
        ),
        case("no request id", me().without(REQUEST_ID), 200, AllButMadeId),
        case(
            "a bad request id",
            me().without(REQUEST_ID)
                .with(REQUEST_ID, "no spaces please"),
            200,
            AllButMadeId,
        ),
        case("no forwarding", me().without("x-forwarded-for"), 200, All),
        case(
            "only our proxies",
            me().without("x-forwarded-for")
                .with("x-forwarded-for", "10.9.9.9"),
            200,
            All,
        ),
        case(
            "a host in capitals, with a port",
            me().without("host").with("host", "API.Example.ORG:8443"),
            200,
            All,
        ),
        case(
            "a foreign host",
            me().without("host").with("host", "evil.example"),
            400,
            All,
        ),
        case(
            "a suffix of a host",
            me().without("host").with("host", "example.org.evil"),
            400,
            All,
        ),
        case("no session", me().without("cookie"), 401, All),
        case(
            "no session, foreign origin",
            me().without("cookie")
                .without("origin")
                .with("origin", "null"),
            401,
            All,
        ),
        case(
            "a forged session",
            Ask::me("0123456789abcdef0123456789abcdef"),
            401,
            All,
        ),
        case("a login", Ask::login(), 204, AllButMadeId),
        case(
            "a preflight",
            Ask {
                method: "OPTIONS",
                ..me()
                    .without("cookie")
                    .with("access-control-request-method", "GET")
            },
            204,
            Preflight,
        ),
    ]
}
