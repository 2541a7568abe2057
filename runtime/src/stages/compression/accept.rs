//! `Accept-Encoding`: which coding a client likes best, RFC 9110, section 12.5.3.

use http::{HeaderMap, header::ACCEPT_ENCODING};

use crate::{request::LookUp as _, stages::coding::Coding};

/// What a client wants to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This coding.
    Coding(Coding),
    /// The bytes as they are.
    Identity,
    /// None of what there is, and not the bytes as they are either.
    Nothing,
}

/// The weights that a client gave, in thousandths; what it did not name has none.
#[derive(Clone, Copy, Debug, Default)]
struct Weights {
    codings: [Option<u16>; Coding::ALL.len()],
    identity: Option<u16>,
    others: Option<u16>,
}

/// Chooses among the codings on offer, the best of the server first.
///
/// What does not follow the grammar is ignored, member by member; without the header the bytes stay
/// as they are.
pub(super) fn choose(headers: &HeaderMap, offered: &[Coding]) -> Choice {
    if !headers.has(&ACCEPT_ENCODING) {
        return Choice::Identity;
    }
    let weights = Weights::read(headers);
    let mut best = None;
    let mut most = 0;
    for &coding in offered {
        let weight = weights.codings[coding.index()].or(weights.others);
        if weight.is_some_and(|weight| weight > most) {
            most = weight.unwrap_or_default();
            best = Some(coding);
        }
    }
    let identity = weights.identity;
    match best {
        Some(coding) if identity.is_none_or(|identity| identity <= most) => Choice::Coding(coding),
        None if identity.or(weights.others) == Some(0) => Choice::Nothing,
        _ => Choice::Identity,
    }
}

impl Weights {
    fn read(headers: &HeaderMap) -> Self {
        let mut weights = Self::default();
        for line in headers.get_all(ACCEPT_ENCODING) {
            let members = line.to_str().unwrap_or_default().split(',');
            for (name, weight) in members.filter_map(member) {
                if name == "*" {
                    weights.others = Some(weight);
                } else if name.eq_ignore_ascii_case("identity") {
                    weights.identity = Some(weight);
                } else if let Some(coding) = Coding::of_name(name) {
                    weights.codings[coding.index()] = Some(weight);
                }
            }
        }
        weights
    }
}

/// Reads `gzip` or `gzip;q=0.5`.
fn member(text: &str) -> Option<(&str, u16)> {
    let Some((name, parameter)) = text.split_once(';') else {
        return Some((trim(text), 1000));
    };
    let (key, value) = trim(parameter).split_once('=')?;
    if !key.eq_ignore_ascii_case("q") {
        return None;
    }
    Some((trim(name), weight(value)?))
}

/// Reads a weight in thousandths: at most three digits behind the point, and at most 1.
fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = match whole {
        "0" => 0,
        "1" => 1000,
        _ => return None,
    };
    if fraction.len() > 3 {
        return None;
    }
    let mut weight = whole;
    let mut worth = 100;
    for digit in fraction.bytes() {
        weight += u16::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?) * worth;
        worth /= 10;
    }
    (weight <= 1000).then_some(weight)
}

/// Takes off the optional white space of HTTP.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::{ACCEPT_ENCODING, Choice, Coding, HeaderMap, choose};

    const FOUR: [Coding; 4] = Coding::ALL;

    fn asked(lines: &[&'static str]) -> Choice {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(ACCEPT_ENCODING, http::HeaderValue::from_static(line));
        }
        choose(&headers, &FOUR)
    }

    #[test]
    fn the_weight_decides_then_the_order_of_the_server() {
        for (line, choice) in [
            ("gzip", Choice::Coding(Coding::Gzip)),
            ("GZIP", Choice::Coding(Coding::Gzip)),
            ("x-gzip", Choice::Coding(Coding::Gzip)),
            ("deflate", Choice::Coding(Coding::Deflate)),
            ("*", Choice::Coding(Coding::Zstd)),
            ("gzip, deflate, br, zstd", Choice::Coding(Coding::Zstd)),
            ("br;q=1, gzip;q=0.5", Choice::Coding(Coding::Brotli)),
            ("br;q=0.5,gzip;q=0.501", Choice::Coding(Coding::Gzip)),
            ("zstd;q=0, *;q=0.1", Choice::Coding(Coding::Brotli)),
            ("gzip;q=0.5, identity", Choice::Identity),
            ("gzip, identity", Choice::Coding(Coding::Gzip)),
            ("gzip;q=0", Choice::Identity),
            ("identity", Choice::Identity),
            ("", Choice::Identity),
            ("compress", Choice::Identity),
            ("identity;q=0", Choice::Nothing),
            ("*;q=0", Choice::Nothing),
            ("gzip;q=0, *;q=0", Choice::Nothing),
            ("identity, *;q=0", Choice::Identity),
            ("identity;q=0, gzip;q=0.001", Choice::Coding(Coding::Gzip)),
        ] {
            assert_eq!(asked(&[line]), choice, "{line}");
        }
        assert_eq!(asked(&[]), Choice::Identity);
        assert_eq!(asked(&["gzip;q=0", "br"]), Choice::Coding(Coding::Brotli));
    }

    #[test]
    fn what_is_not_of_the_grammar_is_ignored_and_the_rest_counts() {
        for junk in [
            "gzip;q=2",
            "gzip;q=",
            "gzip;q=0.1234",
            "gzip;q=1.001",
            "gzip;q=-1",
            "gzip;q=0.+1",
            "gzip;level=9",
            "gzip;;q=1",
            "gzip;q=1;q=0",
            "gz ip",
            ";q=1",
            ",,,",
            "gzip;q",
        ] {
            assert_eq!(asked(&[junk]), Choice::Identity, "{junk}");
            assert_eq!(
                asked(&[junk, "br"]),
                Choice::Coding(Coding::Brotli),
                "{junk}"
            );
        }
    }
}
