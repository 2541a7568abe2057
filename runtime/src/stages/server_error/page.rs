//! Page: what a client reads of an error, in each form, and how it takes the place of a body.

use std::fmt::Write as _;

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        ACCEPT, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING,
        CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED,
        TRAILER, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS,
    },
};
use serde_json::Value;

use super::{Fault, form::Form};
use crate::{Body, Response, ResponseExt};

/// The page of a fault.
pub(super) fn text(fault: &Fault<'_>, form: Form) -> String {
    match form {
        Form::Json => Value::from(fault.document()).to_string(),
        Form::Html => html(fault),
        Form::Text => plain(fault),
    }
}

fn plain(fault: &Fault<'_>) -> String {
    let mut page = format!("{} {}\n", fault.status().as_u16(), fault.title());
    if let Some(detail) = fault.detail() {
        // Writing to a `String` cannot fail; here and below.
        _ = writeln!(page, "\n{detail}");
    }
    if let Some(code) = fault.code() {
        _ = writeln!(page, "\nCode: {code}");
    }
    if let Some(id) = fault.request_id() {
        _ = writeln!(page, "\nRequest id: {id}");
    }
    page
}

fn html(fault: &Fault<'_>) -> String {
    let (status, title) = (fault.status().as_u16(), escaped(fault.title()));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{status} {title}</title></head>\n<body>\n<h1>{status} {title}</h1>\n"
    );
    if let Some(detail) = fault.detail() {
        _ = writeln!(page, "<p>{}</p>", escaped(detail));
    }
    if let Some(code) = fault.code() {
        _ = writeln!(page, "<p>Code: <code>{}</code></p>", escaped(code));
    }
    if let Some(id) = fault.request_id() {
        _ = writeln!(page, "<p>Request id: <code>{}</code></p>", escaped(id));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Text as HTML shows it, in an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Puts a page in the place of a response's body; the status and what is not about the body stay.
pub(super) fn put(response: &mut Response, form: Form, page: String) {
    const OF_THE_BODY: [HeaderName; 11] = [
        ACCEPT_RANGES,
        CONTENT_DISPOSITION,
        CONTENT_ENCODING,
        CONTENT_LANGUAGE,
        CONTENT_LENGTH,
        CONTENT_RANGE,
        CONTENT_TYPE,
        ETAG,
        LAST_MODIFIED,
        TRAILER,
        TRANSFER_ENCODING,
    ];
    *response.body_mut() = Body::from(page);
    let headers = response.headers_mut();
    for name in OF_THE_BODY {
        headers.remove(name);
    }
    let kind = match form {
        Form::Json => "application/problem+json",
        Form::Html => "text/html; charset=utf-8",
        Form::Text => "text/plain; charset=utf-8",
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // The id of one request is nothing for the next one.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.vary_by(ACCEPT);
}

/// No client may take an error page for something else.
pub(super) fn harden(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}
