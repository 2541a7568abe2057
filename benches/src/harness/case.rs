//! Case: one request of the check, and what of its answer has to be equal to the floor's.

use onionskin_benches::{
    Answer, Ask, Workload,
    contract::{LARGE, LOOK_UPS, PIECE_SIZES, REQUEST_ID, SMALL, look_ups},
};

use super::exchange::{echo, streamed, upload, waited};

/// What of an answer has to be equal; the status always.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Compared {
    /// The headers and the body.
    All,
    /// The same, and the request's id is one that was made.
    AllButMadeId,
    /// Nothing more: what a framework says to a path it does not know is its own.
    Status,
    /// That the answer allows: libraries differ in 200 and 204 and in how much they say.
    Preflight,
}

/// One request, and what is to be answered.
pub(crate) struct Case {
    workload: Workload,
    pub(crate) what: &'static str,
    pub(crate) ask: Ask,
    status: u16,
    compared: Compared,
}

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

impl Case {
    /// Says what is wrong with an answer, beside the floor's.
    pub(crate) fn judge(&self, answer: &Answer, expected: &Answer) -> Result<(), String> {
        let as_expected = match self.compared {
            Compared::Preflight => matches!(answer.status, 200 | 204),
            _ => answer.status == self.status,
        };
        if !as_expected {
            return Err(format!("status {}, not {}", answer.status, self.status));
        }
        match self.compared {
            Compared::Status => return Ok(()),
            Compared::Preflight => {
                let said = |name| answer.header(name) == expected.header(name);
                let methods = answer
                    .header("access-control-allow-methods")
                    .unwrap_or_default();
                let allowed = said("access-control-allow-origin")
                    && said("access-control-allow-credentials")
                    && said(REQUEST_ID)
                    && methods.contains("GET")
                    && methods.contains("POST");
                return allowed.then_some(()).ok_or_else(|| format!("{answer:?}"));
            }
            Compared::All | Compared::AllButMadeId => {}
        }
        let (own, floor) = (self.headers(answer), self.headers(expected));
        if own != floor {
            return Err(format!("headers\n    {own:?}\ninstead of\n    {floor:?}"));
        }
        if matches!(self.workload, Workload::Routes(_)) {
            let asked = LOOK_UPS.iter().find(|(path, _)| *path == self.ask.path);
            if asked.is_none_or(|(_, pattern)| pattern.as_bytes() != answer.body) {
                return Err("another route answered".to_owned());
            }
        }
        if answer.body != expected.body {
            return Err(format!(
                "body {} instead of {}",
                begin(&answer.body),
                begin(&expected.body)
            ));
        }
        Ok(())
    }

    /// The headers in alphabetical order, less what WORKLOADS.md leaves open.
    fn headers(&self, answer: &Answer) -> Vec<(String, String)> {
        let credible = answer.header("access-control-allow-origin").is_some();
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| credible || name != "access-control-allow-credentials")
            .map(|(name, value)| (name.clone(), self.comparable(name, value)))
            .collect();
        // Frameworks differ in whether they take back a cookie that opens nothing.
        if answer.status == 401 {
            headers.retain(|(name, _)| name != "set-cookie");
        }
        headers.sort();
        headers
    }

    fn comparable(&self, name: &str, value: &str) -> String {
        let made_id = self.compared == Compared::AllButMadeId
            && value.len() == 32
            && value
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match name {
            "date" => "a date".to_owned(),
            REQUEST_ID if made_id => "an id that was made".to_owned(),
            "vary" => listed(value, ',', |name| {
                !name.starts_with("access-control-request-")
            }),
            "set-cookie" => {
                let (pair, attributes) = value.split_once(';').unwrap_or((value, ""));
                let name = pair.split('=').next().unwrap_or_default();
                format!("{name}; {}", listed(attributes, ';', |_| true))
            }
            _ => value.to_owned(),
        }
    }
}

/// How a body begins, for a message.
fn begin(body: &[u8]) -> String {
    let begin = String::from_utf8_lossy(&body[..body.len().min(200)]);
    format!("of {} bytes {begin:?}", body.len())
}

/// The members of a list in lower case and in alphabetical order.
fn listed(list: &str, separator: char, keep: impl Fn(&str) -> bool) -> String {
    let mut members: Vec<_> = list
        .split(separator)
        .map(|member| member.trim().to_ascii_lowercase())
        .filter(|member| keep(member))
        .collect();
    members.sort();
    members.join(&format!("{separator} "))
}
