//! Form: how a client wants to read an error, by its `Accept` (RFC 9110, section 12.5.1).

use http::{HeaderMap, header::ACCEPT};

/// How an error page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Html,
    Text,
}

impl Form {
    /// The form that the client likes best; of those that it likes equally, the first given.
    ///
    /// What cannot be read in the header says nothing, and a client that wants none of them gets the
    /// first: an error is better read in the wrong form than not at all.
    pub(super) fn of(headers: &HeaderMap, forms: [Self; 3]) -> Self {
        let [mut best, ..] = forms;
        let mut liking = 0;
        for form in forms {
            let liked = form.liked(headers);
            if liked > liking {
                (best, liking) = (form, liked);
            }
        }
        best
    }

    /// How well the client likes it, in thousandths; 1000 when it does not say.
    fn liked(self, headers: &HeaderMap) -> u16 {
        let names: &[&str] = match self {
            Self::Json => &["application/problem+json", "application/json"],
            Self::Html => &["text/html"],
            Self::Text => &["text/plain"],
        };
        let liked = names.iter().filter_map(|name| quality(headers, name)).max();
        match liked {
            Some(liked) => liked,
            None if headers.contains_key(ACCEPT) => 0,
            None => 1000,
        }
    }
}

/// What the most specific range that fits a type says of it; `None` when none fits.
fn quality(headers: &HeaderMap, name: &str) -> Option<u16> {
    let ranges = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| fits(range, name));
    ranges
        .max_by_key(|(specific, _)| *specific)
        .map(|(_, quality)| quality)
}

/// How specific a media range is about a type, and its quality; `None` when it is about another, or
/// cannot be read.
fn fits(range: &str, name: &str) -> Option<(u8, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let media = parts.next()?;
    let (kind, sort) = media.split_once('/')?;
    let (our_kind, our_sort) = name.split_once('/')?;
    let specific = if kind.eq_ignore_ascii_case(our_kind) && sort.eq_ignore_ascii_case(our_sort) {
        2
    } else if kind.eq_ignore_ascii_case(our_kind) && sort == "*" {
        1
    } else if media == "*/*" {
        0
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
    Some((specific, quality))
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
