//! `PathParams`: the parts of the path that the route names.

use std::{borrow::Cow, fmt, ops::Range};

use percent_encoding::percent_decode_str;

use super::Facts;
use crate::Request;

/// The parts of the path that the route names, in the order of the path.
///
/// Made by [`RequestExt::path_params`](crate::RequestExt::path_params). They are places in the path that
/// the router saw: a stage that rewrites the path belongs above the routes.
#[derive(Clone, Copy)]
pub struct PathParams<'a> {
    path: &'a str,
    facts: Option<&'a Facts>,
}

impl<'a> PathParams<'a> {
    pub(super) fn of(request: &'a Request) -> Self {
        Self {
            path: request.uri().path(),
            facts: Facts::of(request),
        }
    }

    /// Tells how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.map_or(0, |facts| facts.names().len())
    }

    /// Tells whether the route names no part of the path.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds a part by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<PathParam<'a>> {
        // The innermost route wins when a level repeats the name of one above it.
        self.iter().rev().find(|param| param.name == name)
    }

    /// Walks over the parts.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = PathParam<'a>> + Clone + use<'a> {
        let path = self.path;
        let (names, spans) = match self.facts {
            Some(facts) => (facts.names(), facts.spans().as_slice()),
            None => (&[][..], &[][..]),
        };
        (0..names.len().min(spans.len())).filter_map(move |at| {
            let (start, end) = spans[at];
            Some(PathParam {
                name: &names[at],
                raw: path.get(usize::from(start)..usize::from(end))?,
            })
        })
    }
}

impl fmt::Debug for PathParams<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_map()
            .entries(self.iter().map(|param| (param.name, param.raw)))
            .finish()
    }
}

/// One part of the path that the route names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathParam<'a> {
    name: &'a str,
    raw: &'a str,
}

impl<'a> PathParam<'a> {
    pub(crate) fn new(name: &'a str, raw: &'a str) -> Self {
        Self { name, raw }
    }

    /// Gives the name that the route gives it.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Gives the text as it stands in the path, percent-encoded.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Gives the percent-decoded text; `None` when that is not UTF-8.
    #[must_use]
    pub fn decoded(&self) -> Option<Cow<'a, str>> {
        percent_decode_str(self.raw).decode_utf8().ok()
    }
}

// `http::Uri` is shorter than 64 KiB, so 16 bits hold every place in it.
type Span = (u16, u16);
const INLINE: usize = 8;

/// Places in the path; up to eight allocate nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    inline: [Span; INLINE],
    used: u8,
    many: Vec<Span>,
}

impl Spans {
    pub(super) fn extend(&mut self, parts: impl IntoIterator<Item = Range<usize>>) {
        for part in parts {
            let span = (offset(part.start), offset(part.end));
            match self.inline.get_mut(usize::from(self.used)) {
                Some(place) if self.many.is_empty() => {
                    *place = span;
                    self.used += 1;
                }
                _ => {
                    if self.many.is_empty() {
                        self.many.extend_from_slice(&self.inline);
                    }
                    self.many.push(span);
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.as_slice().len()
    }

    pub(super) fn truncate(&mut self, length: usize) {
        if length > INLINE {
            self.many.truncate(length);
        } else {
            // The first eight are in both places.
            self.many.clear();
            self.used = self.used.min(u8::try_from(length).unwrap_or(u8::MAX));
        }
    }

    fn as_slice(&self) -> &[Span] {
        if self.many.is_empty() {
            &self.inline[..usize::from(self.used)]
        } else {
            &self.many
        }
    }
}

fn offset(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{Body, Request, RequestExt, request::Facts};

    fn request(path: &str, parts: usize) -> Request {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = path.parse().expect("a path");
        let names: Arc<[Box<str>]> = (0..parts).map(|n| format!("p{n}").into()).collect();
        let spans = (0..parts).map(|n| 2 * n + 1..2 * n + 2);
        Facts::set_path_params(request.extensions_mut(), &names, spans);
        request
    }

    #[test]
    fn parts_are_found_by_name_and_walked_in_order() {
        for parts in [0, 1, 2, 8, 9, 13] {
            let path = "/a/b/c/d/e/f/g/h/i/j/k/l/m";
            let request = request(path, parts);
            let values: String = request
                .path_params()
                .iter()
                .map(|part| part.raw())
                .collect();
            assert_eq!(values, "abcdefghijklm"[..parts]);
            assert_eq!(request.path_params().len(), parts);
            for n in 0..parts {
                let value = request.path_param(&format!("p{n}"));
                assert_eq!(value.as_deref(), path.get(2 * n + 1..2 * n + 2));
            }
            assert_eq!(request.path_param(&format!("p{parts}")), None);
        }
    }

    #[test]
    fn a_part_is_raw_and_decoded() {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = "/shops/berlin/items/h%C3%B6he".parse().expect("a path");
        let names: Arc<[Box<str>]> = ["shop".into(), "item".into()].into();
        Facts::set_path_params(request.extensions_mut(), &names, [7..13, 20..29]);
        assert_eq!(request.path_param("shop").as_deref(), Some("berlin"));
        assert_eq!(request.path_param("item").as_deref(), Some("höhe"));
        let raw = request.path_params().get("item").map(|part| part.raw());
        assert_eq!(raw, Some("h%C3%B6he"));
    }

    #[test]
    fn a_second_match_replaces_the_first_however_long_they_are() {
        for (first, second) in [(13, 2), (2, 13), (9, 8), (8, 9), (13, 0)] {
            let mut request = request("/a/b/c/d/e/f/g/h/i/j/k/l/m", first);
            let names: Arc<[Box<str>]> = (0..second).map(|n| format!("q{n}").into()).collect();
            let spans = (0..second).map(|n| 2 * n + 1..2 * n + 2);
            Facts::set_path_params(request.extensions_mut(), &names, spans);
            let values: String = request
                .path_params()
                .iter()
                .map(|part| part.raw())
                .collect();
            assert_eq!(values, "abcdefghijklm"[..second]);
        }
    }

    #[test]
    fn a_path_that_was_cut_short_gives_no_part_instead_of_a_panic() {
        let mut request = request("/a/b", 2);
        *request.uri_mut() = "/a".parse().expect("a path");
        assert_eq!(request.path_param("p0").as_deref(), Some("a"));
        assert_eq!(request.path_param("p1"), None);
    }
}
