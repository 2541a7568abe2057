//! Forwarded: the `Forwarded` header of RFC 7239.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue, header::FORWARDED};

use super::{
    node::Node,
    walk::{self, Found},
};
use crate::stages::trust::Trust;

/// The most elements that are read, and the most bytes of all headers of that name.
const MOST_ELEMENTS: usize = 32;
const MOST_BYTES: usize = 4096;

/// One hop: what the proxy that was reached has written down of it.
#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    node: Option<Node>,
    pub(super) proto: Option<Cow<'a, str>>,
    pub(super) host: Option<Cow<'a, str>>,
}

/// The header does not follow the grammar, or is longer than is read.
#[derive(Debug, PartialEq)]
pub(super) struct Malformed;

/// Finds the element that tells of the client.
///
/// `Ok(None)` without the header, and when it has fewer elements than hops were told.
pub(super) fn client<'a>(
    headers: &'a HeaderMap,
    trust: &Trust,
) -> Result<Option<(Found, Element<'a>)>, Malformed> {
    let lines = || headers.get_all(FORWARDED).iter();
    if lines().map(HeaderValue::len).sum::<usize>() > MOST_BYTES {
        return Err(Malformed);
    }
    let mut nodes = [Node::Unnamed; MOST_ELEMENTS];
    let mut count = 0;
    for element in lines().flat_map(elements) {
        *nodes.get_mut(count).ok_or(Malformed)? = element?.node.unwrap_or(Node::Unnamed);
        count += 1;
    }
    let Some(found) = walk::client(trust, nodes[..count].iter().rev().copied()) else {
        return Ok(None);
    };
    let element = lines().flat_map(elements).nth(count - 1 - found.distance);
    element
        .transpose()
        .map(|element| element.map(|element| (found, element)))
}

/// Walks over the elements of one header, until the first that is malformed.
fn elements(line: &HeaderValue) -> impl Iterator<Item = Result<Element<'_>, Malformed>> {
    let mut reader = line.to_str().map_err(|_| Malformed).map(Reader);
    std::iter::from_fn(move || {
        let next = match &mut reader {
            Ok(reader) => reader.element().transpose()?,
            Err(Malformed) => Err(Malformed),
        };
        if next.is_err() {
            reader = Ok(Reader(""));
        }
        Some(next)
    })
}

/// What is left to read of a header.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    /// Reads the next element that is not blank.
    fn element(&mut self) -> Result<Option<Element<'a>>, Malformed> {
        while self.eat(',') {}
        if self.0.is_empty() {
            return Ok(None);
        }
        let mut element = Element::default();
        let mut seen_by = false;
        loop {
            if !self.0.is_empty() && !self.0.starts_with([';', ',']) {
                let name = self.token()?;
                let value = self.value()?;
                if name.eq_ignore_ascii_case("for") {
                    let node = Node::strict(&value).ok_or(Malformed)?;
                    once(&mut element.node, node)?;
                } else if name.eq_ignore_ascii_case("proto") {
                    once(&mut element.proto, value)?;
                } else if name.eq_ignore_ascii_case("host") {
                    once(&mut element.host, value)?;
                } else if name.eq_ignore_ascii_case("by") && std::mem::replace(&mut seen_by, true) {
                    return Err(Malformed);
                }
            }
            if self.eat(';') {
                continue;
            }
            if !self.0.is_empty() && !self.eat(',') {
                return Err(Malformed);
            }
            return Ok(Some(element));
        }
    }

    /// Takes this separator and the blanks around it.
    fn eat(&mut self, separator: char) -> bool {
        self.0 = self.0.trim_start_matches(BLANKS);
        let Some(rest) = self.0.strip_prefix(separator) else {
            return false;
        };
        self.0 = rest.trim_start_matches(BLANKS);
        true
    }

    fn token(&mut self) -> Result<&'a str, Malformed> {
        let end = self
            .0
            .find(|character| !is_token(character))
            .unwrap_or(self.0.len());
        let (token, rest) = self.0.split_at(end);
        self.0 = rest;
        if token.is_empty() {
            return Err(Malformed);
        }
        Ok(token)
    }

    /// Reads an equals sign and a token or a quoted string.
    fn value(&mut self) -> Result<Cow<'a, str>, Malformed> {
        self.0 = self.0.strip_prefix('=').ok_or(Malformed)?;
        let Some(quoted) = self.0.strip_prefix('"') else {
            return self.token().map(Cow::Borrowed);
        };
        let end = quoted.find(['"', '\\']).ok_or(Malformed)?;
        if quoted[end..].starts_with('"') {
            self.0 = &quoted[end + 1..];
            return Ok(Cow::Borrowed(&quoted[..end]));
        }
        let mut text = String::with_capacity(quoted.len());
        let mut characters = quoted.chars();
        loop {
            match characters.next().ok_or(Malformed)? {
                '"' => break,
                '\\' => text.push(characters.next().ok_or(Malformed)?),
                character => text.push(character),
            }
        }
        self.0 = characters.as_str();
        Ok(Cow::Owned(text))
    }
}

const BLANKS: [char; 2] = [' ', '\t'];

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), Malformed> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Malformed),
    }
}

/// A character of a token, RFC 9110, section 5.6.2.
fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}
