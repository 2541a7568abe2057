//! Options: what can be set on a `Cors`.

use std::{sync::Arc, time::Duration};

use http::{HeaderValue, Method, StatusCode};

use super::{
    Cors, CorsError, Origin,
    list::{self, List},
    origins::{Answer, Everyone, Origins},
};
use crate::{
    Request,
    stages::{AsText, Texts},
};

/// How long browsers keep the answer of a preflight, at most (Firefox; Chromium takes less).
const LONGEST_AGE: Duration = Duration::from_secs(86_400);

impl Cors {
    /// Allows no other origin, and `GET` alone.
    pub fn new() -> Self {
        let safe = [
            "Accept",
            "Accept-Language",
            "Content-Language",
            "Content-Type",
        ];
        Self {
            origins: Origins::default(),
            methods: List::methods(&["GET"]),
            headers: List::headers(&safe),
            exposed: List::headers(&[]),
            exposed_line: None,
            allows_credentials: false,
            allows_private_network: false,
            allows_timing: false,
            max_age: None,
            preflight_status: StatusCode::NO_CONTENT,
            is_plain: false,
            respects_handlers: false,
            checks_websockets: true,
            unfit: None,
        }
        .max_age(Duration::from_secs(600))
    }

    /// Allows an origin, beside those that are allowed already.
    ///
    /// `https://example.org` is this one; `https://*.example.org` is every name below it, at any depth, but
    /// not itself; `*` is [any](Self::allow_any_origin). Scheme and host are compared without
    /// case, and the default port may be left out; with the feature `idna` a host need not be ASCII. `null`,
    /// which anybody can be, is allowed only when it is named here, and not with credentials.
    ///
    /// # Security
    ///
    /// Whoever can put a page on any name below `example.org` is allowed by `https://*.example.org`.
    pub fn allow_origin(mut self, origin: impl AsText) -> Self {
        let added = self.origins.add(origin.as_ref());
        self.note(added);
        self
    }

    /// Allows these origins; see [`allow_origin`](Self::allow_origin).
    pub fn allow_origins(self, origins: impl Texts) -> Self {
        origins.into_iter().fold(self, Self::allow_origin)
    }

    /// Allows any origin, as `*`; not together with credentials.
    pub fn allow_any_origin(self) -> Self {
        self.allow_origin("*")
    }

    /// Allows the origins that a regular expression matches as a whole.
    ///
    /// It sees them in their usual spelling: in lower case, without a default port. It needs no `^` and
    /// `$`, and takes linear time. It never sees `null`.
    ///
    /// # Security
    ///
    /// A dot means any character: write `\.` in a host.
    #[cfg(feature = "regex")]
    pub fn allow_origin_regex(mut self, pattern: impl AsText) -> Self {
        let added = self.origins.add_pattern(pattern.as_ref());
        self.note(added);
        self
    }

    /// Allows the origins for which a function says yes.
    ///
    /// It is asked when no list has the origin; never about `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Cors, Origin};
    ///
    /// let cors = Cors::new().allow_origin_if(|origin: &Origin, _| origin.scheme() == "moz-extension");
    /// assert!(cors.check().is_ok());
    /// ```
    pub fn allow_origin_if<F>(mut self, is_allowed: F) -> Self
    where
        F: Fn(&Origin, &Request) -> bool + Send + Sync + 'static,
    {
        self.origins.add_predicate(Arc::new(is_allowed));
        self
    }

    /// Allows the origins for which an asynchronous function says yes.
    ///
    /// It is asked when nothing else has allowed the origin; never about `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Cors, Origin};
    ///
    /// async fn is_customer(origin: Origin) -> bool {
    ///     origin.host().ends_with(".example.org")
    /// }
    ///
    /// let cors = Cors::new().allow_origin_if_async(|origin, _| is_customer(origin));
    /// assert!(cors.check().is_ok());
    /// ```
    pub fn allow_origin_if_async<F, A>(mut self, is_allowed: F) -> Self
    where
        F: Fn(Origin, &Request) -> A + Send + Sync + 'static,
        A: Future<Output = bool> + Send + 'static,
    {
        let question = move |origin: Origin, request: &Request| {
            let answer: Answer = Box::pin(is_allowed(origin, request));
            answer
        };
        self.origins.add_question(Arc::new(question));
        self
    }

    /// Allows every origin by its own name, with credentials too.
    ///
    /// # Security
    ///
    /// Together with credentials, every site on the internet may act here as whoever visits it. `null` is
    /// still not allowed.
    pub fn mirror_any_origin(mut self) -> Self {
        self.origins.everyone = Everyone::Mirrored;
        self
    }

    /// Allows a method, beside those that are allowed already; `*` is any.
    ///
    /// Methods are compared with case, so `put` is a mistake.
    pub fn allow_method(mut self, method: impl AsText) -> Self {
        let method = method.as_ref();
        match Method::from_bytes(method.as_bytes()) {
            Ok(_) if !is_misspelt(method) => self.methods.add(method),
            _ => self.note(Err(CorsError::Method(method.to_owned()))),
        }
        self
    }

    /// Allows these methods; see [`allow_method`](Self::allow_method).
    pub fn allow_methods(self, methods: impl Texts) -> Self {
        methods.into_iter().fold(self, Self::allow_method)
    }

    /// Lets pages send a header, beside those that they may already; `*` is any.
    pub fn allow_header(mut self, name: impl AsText) -> Self {
        let read = header(name.as_ref()).map(|name| self.headers.add(name));
        self.note(read);
        self
    }

    /// Lets pages send these headers; see [`allow_header`](Self::allow_header).
    pub fn allow_headers(self, names: impl Texts) -> Self {
        names.into_iter().fold(self, Self::allow_header)
    }

    /// Lets pages read a header of the answer; `*` is any, without credentials.
    pub fn expose_header(mut self, name: impl AsText) -> Self {
        let read = header(name.as_ref()).map(|name| self.exposed.add(name));
        self.note(read);
        self.exposed_line = if self.exposed.any {
            Some(HeaderValue::from_static("*"))
        } else {
            self.exposed.line().cloned()
        };
        self
    }

    /// Lets pages read these headers of the answer; see [`expose_header`](Self::expose_header).
    pub fn expose_headers(self, names: impl Texts) -> Self {
        names.into_iter().fold(self, Self::expose_header)
    }

    /// Lets pages send the visitor's cookies, and read what is answered to them.
    pub fn allow_credentials(mut self) -> Self {
        self.allows_credentials = true;
        self
    }

    /// Sets for how long a browser need not ask again, at most a day.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(HeaderValue::from(age.min(LONGEST_AGE).as_secs()));
        self
    }

    /// Leaves it to browsers how long a preflight counts; most take five seconds.
    pub fn no_max_age(mut self) -> Self {
        self.max_age = None;
        self
    }

    /// Lets pages of the internet ask a server on a private network, when a browser asks for it.
    pub fn allow_private_network(mut self) -> Self {
        self.allows_private_network = true;
        self
    }

    /// Sets the status of a preflight that is allowed.
    pub fn preflight_status(mut self, status: StatusCode) -> Self {
        self.preflight_status = status;
        self
    }

    /// Answers preflights in plain text, as Starlette does: 200 `OK`, or 400 and what is not allowed.
    pub fn plain_preflights(mut self) -> Self {
        self.is_plain = true;
        self.preflight_status(StatusCode::OK)
    }

    /// Leaves the `Access-Control-*` headers alone that handlers set.
    ///
    /// An answer that has an `Access-Control-Allow-Origin` of its own is not changed, whatever the origin.
    pub fn respect_handler_headers(mut self) -> Self {
        self.respects_handlers = true;
        self
    }

    /// Lets pages that may read an answer also see how long it took, by `Timing-Allow-Origin`.
    pub fn allow_timing(mut self) -> Self {
        self.allows_timing = true;
        self
    }

    /// Lets pages of any origin open a WebSocket.
    ///
    /// Otherwise those of allowed origins may, and those of the host that the request names. Behind a proxy that
    /// passes on another `Host`, allow the origin of your own pages by its name.
    ///
    /// # Security
    ///
    /// Browsers do not ask before they open one, and send the visitor's cookies with it. Without the check
    /// the application has to look at `Origin` itself.
    pub fn skip_websocket_check(mut self) -> Self {
        self.checks_websockets = false;
        self
    }

    /// Remembers the first setting that cannot work.
    fn note(&mut self, result: Result<(), CorsError>) {
        if let Err(error) = result {
            self.unfit.get_or_insert(error);
        }
    }
}

/// Tells whether it is a method that browsers send in capitals, and whoever asks for it means so.
fn is_misspelt(method: &str) -> bool {
    const KNOWN: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    let is_meant = |known: &&str| known.eq_ignore_ascii_case(method);
    KNOWN.iter().any(is_meant) && !KNOWN.contains(&method)
}

/// Reads the name of a header, or `*`.
fn header(name: &str) -> Result<&str, CorsError> {
    if list::is_token(name.as_bytes()) {
        Ok(name)
    } else {
        Err(CorsError::Header(name.to_owned()))
    }
}
