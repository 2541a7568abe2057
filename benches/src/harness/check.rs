//! Check: the same requests to every contender, and their answers compared.

use onionskin_benches::{
    Answer, Ask, Client, Workload,
    contract::{LOOK_UPS, REQUEST_ID, look_ups},
};

use super::{Error, Table, contender::Contender, server::Server};

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

struct Case {
    workload: Workload,
    what: &'static str,
    ask: Ask,
    status: u16,
    compared: Compared,
}

/// Refuses to go on when an answer differs from the floor's.
pub(crate) fn run(contenders: &[Contender]) -> Result<Table, Error> {
    let mut table = Table::new(
        "Checked",
        "Requests that every contender answered alike, before anything was measured.",
        contenders,
    );
    let mut wrong = Vec::new();
    for workload in Workload::ALL {
        let mut reference: Option<Vec<Answer>> = None;
        let mut counts = Vec::new();
        for contender in contenders {
            let answers = answers(contender, workload)?;
            let expected =
                reference.get_or_insert_with(|| answers.iter().map(|it| it.1.clone()).collect());
            for ((case, answer), expected) in answers.iter().zip(&*expected) {
                if let Err(why) = case.judge(answer, expected) {
                    wrong.push(format!(
                        "{}, {workload}, {}: {why}",
                        contender.name, case.what
                    ));
                }
            }
            counts.push(answers.len().to_string());
        }
        table.row(workload, counts);
    }
    if wrong.is_empty() {
        Ok(table)
    } else {
        Err(wrong.join("\n").into())
    }
}

fn answers(contender: &Contender, workload: Workload) -> Result<Vec<(Case, Answer)>, Error> {
    let server = Server::start(contender, workload)?;
    let session = match workload {
        Workload::Real => Client::connect(server.address)?.login()?,
        _ => String::new(),
    };
    let ask = |case: Case| {
        // A connection each: an answer may close it.
        let answer = Client::connect(server.address)?
            .ask(&case.ask)
            .map_err(|error| format!("{}, {workload}, {}: {error}", contender.name, case.what))?;
        Ok((case, answer))
    };
    cases(workload, &session).into_iter().map(ask).collect()
}

fn cases(workload: Workload, session: &str) -> Vec<Case> {
    use Compared::{All, AllButMadeId, Preflight, Status};

    let case = |what, ask, status, compared| Case {
        workload,
        what,
        ask,
        status,
        compared,
    };
    let me = || Ask::me(session);
    let mut cases = vec![case("an unknown path", Ask::get("/nowhere"), 404, Status)];
    match workload {
        Workload::Plain | Workload::Layers(_) => {
            cases.push(case("the greeting", Ask::get("/"), 200, All));
        }
        Workload::Routes(count) => cases.extend(
            LOOK_UPS[..look_ups(count)]
                .iter()
                .map(|(path, _)| case("a route", Ask::get(path), 200, All)),
        ),
        Workload::Real => cases.extend([
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
        ]),
    }
    cases
}

impl Case {
    fn judge(&self, answer: &Answer, expected: &Answer) -> Result<(), String> {
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
                "body {:?} instead of {:?}",
                String::from_utf8_lossy(&answer.body),
                String::from_utf8_lossy(&expected.body)
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
