//! Liking: how well a client likes a type of content, by its `Accept` (RFC 9110, section 12.5.1).

use http::{HeaderMap, header::ACCEPT};

/// How well a client likes a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Liking {
    /// How narrow the range is that says so.
    pub(super) range: Range,
    /// In thousandths.
    pub(super) quality: u16,
}

/// How narrow a media range is, the narrowest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Range {
    /// `*/*`
    Anything,
    /// `text/*`
    Kind,
    /// `text/html`
    Type,
}

impl Liking {
    /// What the most specific range that fits a type says of it; `None` when none fits.
    pub(super) fn of(name: &str, headers: &HeaderMap) -> Option<Self> {
        let ranges = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|range| fits(range, name));
        ranges.max_by_key(|liking| liking.range)
    }
}

/// What a media range says of a type; `None` when it is about another, or cannot be read.
fn fits(range: &str, name: &str) -> Option<Liking> {
    let mut parts = range.split(';').map(str::trim);
    let media = parts.next()?;
    let (kind, sort) = media.split_once('/')?;
    let (our_kind, our_sort) = name.split_once('/')?;
    let range = if kind.eq_ignore_ascii_case(our_kind) && sort.eq_ignore_ascii_case(our_sort) {
        Range::Type
    } else if kind.eq_ignore_ascii_case(our_kind) && sort == "*" {
        Range::Kind
    } else if media == "*/*" {
        Range::Anything
    } else {
        return None;
    };
    let mut quality = 1000;
    for part in parts {
        let (key, value) = part.split_once('=')?;
        if key.eq_ignore_ascii_case("q") {
            quality = thousandths(value)?;
            break;
        }
    }
    Some(Liking { range, quality })
}

/// A quality value in thousandths: from `0` to `1`, with up to three digits after the point.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, digits) = value.split_once('.').unwrap_or((value, ""));
    if digits.len() > 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let parts: u16 = format!("{digits:0<3}").parse().ok()?;
    match (whole, parts) {
        ("0", parts) => Some(parts),
        ("1", 0) => Some(1000),
        _ => None,
    }
}
