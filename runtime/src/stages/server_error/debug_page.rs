//! Debug page: all that is known of a failure, for the developer in front of this very machine.

use std::{fmt::Write as _, net::IpAddr};

use http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, FORWARDED, HOST, VIA},
};

use super::{Fault, form::Form, page};
use crate::{
    Request, RequestExt, Response, backtrace,
    describe::Description,
    error::chain,
    request::Client,
    stages::secrets::{REDACTED, is_secret, redacted_query},
};

/// Whether the client is a program on this machine that has asked this machine.
///
/// A proxy on this machine speaks for clients that are elsewhere, and a page of somebody else's can
/// make a browser on this machine ask it under another name; neither may see the page.
pub(super) fn is_for(request: &Request) -> bool {
    let is_near = request
        .peer_addr()
        .is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    let is_of_proxies = |name: &HeaderName| {
        name.as_str().starts_with("x-forwarded")
            || ["x-real-ip", FORWARDED.as_str(), VIA.as_str()].contains(&name.as_str())
    };
    // A stage above may have taken them off.
    let is_forwarded =
        Client::of(request).is_forwarded || request.headers().keys().any(is_of_proxies);
    is_near && !is_forwarded && asked_host(request).is_some_and(is_local)
}

/// The host that the request names, without its port.
fn asked_host(request: &Request) -> Option<&str> {
    if let Some(host) = request.uri().host() {
        return Some(host);
    }
    let host = request.header(HOST)?;
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => Some(name),
        _ => Some(host),
    }
}

fn is_local(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = host.parse::<IpAddr>() {
        return address.is_loopback();
    }
    let host = host.to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

/// Puts the page in the place of the response's body.
pub(super) fn put(response: &mut Response, fault: &Facts) {
    match fault.form {
        Form::Html => page::put(response, Form::Html, fault.html()),
        Form::Text | Form::Json => page::put(response, Form::Text, fault.text()),
    }
    let headers = response.headers_mut();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        fault.nonce
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// All that the page says, in words that no longer borrow the response which it replaces.
pub(super) struct Facts {
    form: Form,
    nonce: String,
    title: String,
    causes: Vec<String>,
    backtrace: Vec<String>,
    stage: Option<String>,
    route: Option<String>,
    head: Vec<String>,
    tree: String,
    drawing: String,
}

impl Facts {
    pub(super) fn of(fault: &Fault<'_>, stack: &Description) -> Self {
        let request = fault.request();
        let causes = match (fault.panic(), fault.error()) {
            (Some(message), _) => {
                let place = fault.panicked_at().map(|place| format!("at {place}"));
                std::iter::once(format!("panic: {message}"))
                    .chain(place)
                    .collect()
            }
            (None, Some(error)) => chain(error).map(ToString::to_string).collect(),
            (None, None) => Vec::new(),
        };
        let nonce = format!("{:032x}", rand::random::<u128>());
        Self {
            form: Form::of(request.headers(), [Form::Text, Form::Html, Form::Json]),
            title: format!("{} {}", fault.status().as_u16(), fault.title()),
            causes,
            backtrace: fault.backtrace().map(backtrace::lines).unwrap_or_default(),
            stage: fault.stage().map(ToOwned::to_owned),
            route: stack.route(request).map(ToOwned::to_owned),
            head: head(request),
            tree: marked(&stack.to_string(), fault.stage()),
            drawing: stack
                .to_svg()
                .replacen("<style>", &format!("<style nonce=\"{nonce}\">"), 1),
            nonce,
        }
    }

    /// The parts of the page that are lines: what each is called, and its lines.
    fn sections(&self) -> [(&'static str, &[String]); 5] {
        [
            ("Error and its causes", &self.causes),
            ("Raised in", self.stage.as_slice()),
            ("Route", self.route.as_slice()),
            ("Request", &self.head),
            ("Backtrace", &self.backtrace),
        ]
    }

    fn text(&self) -> String {
        let mut page = format!("{}\n", self.title);
        for (name, lines) in self.sections() {
            if !lines.is_empty() {
                // Writing to a `String` cannot fail; here and below.
                _ = writeln!(page, "\n{name}");
            }
            for line in lines {
                _ = writeln!(page, "  {line}");
            }
        }
        _ = write!(page, "\nStack\n{}", self.tree);
        page
    }

    fn html(&self) -> String {
        let (title, nonce) = (page::escaped(&self.title), &self.nonce);
        let style = include_str!("debug_page.css").replace('\n', "");
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
             <style nonce=\"{nonce}\">{style}</style></head>\n<body>\n<h1>{title}</h1>\n"
        );
        for (name, lines) in self.sections() {
            if lines.is_empty() {
                continue;
            }
            _ = write!(page, "<h2>{name}</h2>\n<pre>");
            for line in lines {
                _ = writeln!(page, "{}", page::escaped(line));
            }
            page.push_str("</pre>\n");
        }
        let (tree, drawing) = (page::escaped(&self.tree), &self.drawing);
        _ = write!(
            page,
            "<h2>Stack</h2>\n<pre>{tree}</pre>\n{drawing}\n</body>\n</html>\n"
        );
        page
    }
}

/// The head of the request, without its secrets.
fn head(request: &Request) -> Vec<String> {
    let query = request.uri().query().map(redacted_query);
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    let line = format!(
        "{} {}{query} {:?}",
        request.method(),
        request.uri().path(),
        request.version()
    );
    let headers = request.headers().iter().map(|(name, value)| {
        let value = if is_secret(name.as_str()) || value.is_sensitive() {
            REDACTED.into()
        } else {
            String::from_utf8_lossy(value.as_bytes())
        };
        format!("{name}: {value}")
    });
    std::iter::once(line).chain(headers).collect()
}

/// The tree of the stack, with an arrow before each line of the stage that failed.
fn marked(tree: &str, stage: Option<&str>) -> String {
    let mut marked = String::with_capacity(tree.len());
    for line in tree.lines() {
        let here = stage.is_some_and(|stage| {
            line.split([' ', ','])
                .any(|word| !word.is_empty() && word == stage)
        });
        marked.push_str(if here { "> " } else { "  " });
        marked.push_str(line);
        marked.push('\n');
    }
    marked
}
