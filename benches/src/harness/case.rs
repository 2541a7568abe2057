//! Case: one request of the check, and what of its answer has to be equal to the floor's.

use onionskin_benches::{
    Answer, Ask, Workload,
    contract::{LOOK_UPS, REQUEST_ID},
};

/// What of an answer has to be equal; the status always.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Compared {
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
    pub(crate) workload: Workload,
    pub(crate) what: &'static str,
    pub(crate) ask: Ask,
    pub(crate) status: u16,
    pub(crate) compared: Compared,
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
