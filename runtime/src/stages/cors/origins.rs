//! Origins: whose pages may read the answers.

use std::{borrow::Cow, fmt, pin::Pin, sync::Arc};

use http::{HeaderValue, header::ORIGIN};

use super::{CorsError, Origin, OriginError, subdomains::Subdomains};
use crate::{Host, Request, stages::trusted_host::in_ascii};

/// Whose pages may read the answers, in the order in which they are asked.
#[derive(Clone, Default)]
pub(super) struct Origins {
    pub(super) everyone: Everyone,
    pub(super) null: bool,
    exact: Vec<Origin>,
    below: Vec<Subdomains>,
    #[cfg(feature = "regex")]
    patterns: Vec<regex::Regex>,
    predicates: Vec<Arc<Predicate>>,
    questions: Vec<Arc<Question>>,
}

/// Whether all may.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Everyone {
    #[default]
    No,
    /// As `*`.
    Star,
    /// Each by its own name.
    Mirrored,
}

type Predicate = dyn Fn(&Origin, &Request) -> bool + Send + Sync;
type Question = dyn Fn(Origin, &Request) -> Answer + Send + Sync;
pub(super) type Answer = Pin<Box<dyn Future<Output = bool> + Send>>;

/// What a request may.
#[derive(Debug)]
pub(super) enum Standing {
    /// It names no origin.
    Absent,
    /// Its origin may read the answer; this is what the answer says.
    Allowed(HeaderValue),
    Refused,
}

/// What is known of a request without waiting.
pub(super) enum Judgement {
    Settled(Standing),
    /// One of these has to say yes.
    Open(HeaderValue, Vec<Answer>),
}

impl Origins {
    /// Adds an origin as it is written in settings.
    pub(super) fn add(&mut self, text: &str) -> Result<(), CorsError> {
        let unfit = |reason| CorsError::Origin {
            text: text.to_owned(),
            reason,
        };
        match text {
            "*" if self.everyone == Everyone::No => self.everyone = Everyone::Star,
            "*" => {}
            "null" => self.null = true,
            _ => {
                let text = in_punycode(text).map_err(unfit)?;
                match Subdomains::parse(&text) {
                    Some(below) => self.below.push(below.map_err(unfit)?),
                    None => self.exact.push(Origin::parse(&text).map_err(unfit)?),
                }
            }
        }
        Ok(())
    }

    /// Adds all origins whose whole text the pattern matches.
    #[cfg(feature = "regex")]
    pub(super) fn add_pattern(&mut self, pattern: &str) -> Result<(), CorsError> {
        // Alone first: a pattern that closes our group would undo the anchors.
        let whole = regex::Regex::new(pattern)
            .and_then(|_| regex::Regex::new(&format!(r"\A(?:{pattern})\z")));
        let unfit = |_| CorsError::Pattern(pattern.to_owned());
        self.patterns.push(whole.map_err(unfit)?);
        Ok(())
    }

    pub(super) fn add_predicate(&mut self, predicate: Arc<Predicate>) {
        self.predicates.push(predicate);
    }

    pub(super) fn add_question(&mut self, question: Arc<Question>) {
        self.questions.push(question);
    }

    /// Tells whether an answer depends on who asks.
    #[inline]
    pub(super) fn matter(&self) -> bool {
        self.everyone != Everyone::Star
    }

    /// Judges a request by the origin that it names, if it does.
    #[inline]
    pub(super) fn judge(&self, request: &Request) -> Judgement {
        let mut values = request.headers().get_all(ORIGIN).iter();
        let Some(value) = values.next() else {
            return Judgement::Settled(Standing::Absent);
        };
        if values.next().is_some() {
            return Judgement::Settled(Standing::Refused);
        }
        if self.everyone == Everyone::Star {
            return Judgement::Settled(Standing::Allowed(HeaderValue::from_static("*")));
        }
        let is_named = |origin: &Origin| origin.as_str().as_bytes() == value.as_bytes();
        if let Some(origin) = self.exact.iter().find(|origin| is_named(origin)) {
            // The settings' own, which is the same and need not be shared by the request.
            return Judgement::Settled(Standing::Allowed(origin.value()));
        }
        let answers = match Origin::read(value) {
            Ok(origin) if self.may(&origin, request) => {
                return Judgement::Settled(Standing::Allowed(value.clone()));
            }
            Err(OriginError::Opaque) if self.null => {
                return Judgement::Settled(Standing::Allowed(value.clone()));
            }
            Ok(origin) => self.ask(&origin, request),
            Err(_) => Vec::new(),
        };
        if answers.is_empty() {
            return Judgement::Settled(Standing::Refused);
        }
        Judgement::Open(value.clone(), answers)
    }

    fn may(&self, origin: &Origin, request: &Request) -> bool {
        #[cfg(feature = "regex")]
        if self
            .patterns
            .iter()
            .any(|pattern| pattern.is_match(origin.as_str()))
        {
            return true;
        }
        self.everyone == Everyone::Mirrored
            || self.exact.contains(origin)
            || self.below.iter().any(|below| below.contain(origin))
            || self.predicates.iter().any(|says| says(origin, request))
    }

    fn ask(&self, origin: &Origin, request: &Request) -> Vec<Answer> {
        let questions = self.questions.iter();
        questions
            .map(|question| question(origin.clone(), request))
            .collect()
    }
}

/// Waits for what is not known yet.
pub(super) async fn settle(value: HeaderValue, answers: Vec<Answer>) -> Standing {
    for answer in answers {
        if answer.await {
            return Standing::Allowed(value);
        }
    }
    Standing::Refused
}

/// Writes an origin of the settings as browsers do.
fn in_punycode(text: &str) -> Result<Cow<'_, str>, OriginError> {
    match text.split_once("://") {
        Some((scheme, host)) if !host.is_ascii() => {
            let host = in_ascii(host).map_err(|_| OriginError::NotAscii)?;
            Ok(format!("{scheme}://{host}").into())
        }
        _ => Ok(text.into()),
    }
}

/// Tells whether a page of the host that is asked has sent this; the scheme is not compared, because
/// TLS may end in front of us.
pub(super) fn is_same_host(request: &Request) -> bool {
    let origin = request.headers().get(ORIGIN).map(Origin::read);
    let (Some(Ok(origin)), Ok(host)) = (origin, Host::of(request)) else {
        return false;
    };
    origin.host() == host.name() && origin.port() == host.port().or(origin.usual_port())
}

impl fmt::Debug for Origins {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = formatter.debug_list();
        list.entries(&self.exact).entries(&self.below);
        #[cfg(feature = "regex")]
        list.entries(&self.patterns);
        if self.everyone != Everyone::No {
            list.entry(&self.everyone);
        }
        if self.null {
            list.entry(&"null");
        }
        let functions = self.predicates.len() + self.questions.len();
        list.entries((0..functions).map(|_| "a function")).finish()
    }
}
