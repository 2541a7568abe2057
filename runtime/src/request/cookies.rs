//! Cookies: the cookies of a request, as browsers write them.

use std::borrow::Cow;

use cookie::Cookie;
use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, ValueIter},
};
use percent_encoding::percent_decode_str;

/// Walks over the cookies of a request, in the order in which they were sent.
///
/// Made by [`RequestExt::cookies`](crate::RequestExt::cookies).
pub struct Cookies<'a> {
    headers: ValueIter<'a, HeaderValue>,
    rest: &'a [u8],
}

impl<'a> Cookies<'a> {
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        Self {
            headers: headers.get_all(COOKIE).iter(),
            rest: &[],
        }
    }

    /// Gives the next pair as it was sent, trimmed, quotes and all.
    fn next_pair(&mut self) -> Option<(&'a str, &'a str)> {
        loop {
            while self.rest.is_empty() {
                self.rest = self.headers.next()?.as_bytes();
            }
            let end = self.rest.iter().position(|&byte| byte == b';');
            let (pair, rest) = match end {
                Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
                None => (self.rest, &[][..]),
            };
            self.rest = rest;
            if let Some(pair) = std::str::from_utf8(pair).ok().and_then(split) {
                return Some(pair);
            }
        }
    }
}

impl<'a> Iterator for Cookies<'a> {
    type Item = Cookie<'a>;

    fn next(&mut self) -> Option<Cookie<'a>> {
        self.next_pair().map(read)
    }
}

impl std::fmt::Debug for Cookies<'_> {
    /// Prints no cookie; their values are often secrets.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cookies").finish_non_exhaustive()
    }
}

/// Finds a cookie under its name or a security prefix of it: the strictest, and of equals the last.
pub(super) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cookie<'a>> {
    let mut cookies = Cookies::of(headers);
    let mut found = None;
    let mut strictness = 0;
    while let Some(pair) = cookies.next_pair() {
        let rank = match pair.0.strip_suffix(name) {
            Some("__Host-Http-") => 5,
            Some("__Host-") => 4,
            Some("__Http-") => 3,
            Some("__Secure-") => 2,
            Some("") => 1,
            _ => continue,
        };
        if rank >= strictness {
            strictness = rank;
            found = Some(pair);
        }
    }
    found.map(read)
}

/// Finds the last cookie of exactly this name.
pub(super) fn find_exact<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cookie<'a>> {
    let mut cookies = Cookies::of(headers);
    let mut found = None;
    while let Some(pair) = cookies.next_pair() {
        if pair.0 == name {
            found = Some(pair);
        }
    }
    found.map(read)
}

fn split(pair: &str) -> Option<(&str, &str)> {
    let (name, value) = pair.split_once('=')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name, value.trim()))
}

fn read<'a>((name, value): (&'a str, &'a str)) -> Cookie<'a> {
    let value = match unquote(value) {
        Cow::Borrowed(value) => decode(value),
        owned @ Cow::Owned(_) => owned,
    };
    Cookie::new(name, value)
}

/// Takes the quotes off, and the backslashes that RFC 2109 cookies put inside them.
fn unquote(value: &str) -> Cow<'_, str> {
    let Some(inner) = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
    else {
        return Cow::Borrowed(value);
    };
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => characters.next().unwrap_or('\\'),
            other => other,
        });
    }
    Cow::Owned(text)
}

fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('%') {
        return Cow::Borrowed(value);
    }
    // What is not percent-encoded UTF-8 was never encoded: it is the value as it stands.
    percent_decode_str(value)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(value))
}
