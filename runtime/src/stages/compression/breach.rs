//! Breach: what is done against reading secrets from the length of a packed response.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{SET_COOKIE, VARY},
};

use super::Coding;
use crate::{IntoResponseParts, Request, Response, UnfitResponse, request::LookUp as _};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What is done against BREACH: secrets are read from the length of a packed response.
///
/// The attack needs a page that holds a secret, repeats input of the attacker, and is asked for many times.
/// Tokens that are masked anew in every response, as `Csrf` does, are safe without this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breach {
    /// Nothing: no response holds both a secret and somebody's input.
    Off,
    /// Leaves those responses as they are that another site asked for (`Sec-Fetch-Site: cross-site`), or that are
    /// marked with [`ReflectsInput`] and depend on a cookie: they set one, or their `Vary` says so.
    #[default]
    SkipIfSecret,
    /// Adds 1 to so many random bytes, which blurs the length.
    ///
    /// Only gzip and zstd have a place for them, so the other codings are not offered. More requests
    /// average the blur away; this slows the attack, and does not end it.
    RandomPad(u16),
}

/// Says that a response repeats something of its request, so that [`Breach::SkipIfSecret`] leaves it as it is.
///
/// # Examples
///
/// ```
/// use onionskin::{ReflectsInput, prelude::*};
///
/// #[derive(serde::Deserialize)]
/// struct Search { words: String }
///
/// #[handler]
/// fn search(Query(search): Query<Search>) -> (ReflectsInput, String) {
///     (ReflectsInput, format!("nothing was found for {}", search.words))
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReflectsInput;

impl IntoResponseParts for ReflectsInput {
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        response.extensions_mut().insert(self);
        Ok(())
    }
}

impl Breach {
    /// Tells whether this response must stay as it is.
    pub(super) fn spares(self, request: &Request, response: &Response) -> bool {
        self == Self::SkipIfSecret
            && (is_cross_site(request)
                || (response.extensions().get::<ReflectsInput>().is_some()
                    && depends_on_cookie(response.headers())))
    }

    /// How many bytes of padding there may be.
    pub(super) fn padding(self) -> u16 {
        match self {
            Self::RandomPad(most) => most,
            Self::Off | Self::SkipIfSecret => 0,
        }
    }

    /// Tells whether this coding has a place for padding, where there is any.
    pub(super) fn allows(self, coding: Coding) -> bool {
        self.padding() == 0 || matches!(coding, Coding::Gzip | Coding::Zstd)
    }
}

fn is_cross_site(request: &Request) -> bool {
    request
        .headers()
        .first(&SEC_FETCH_SITE)
        .is_some_and(|site| site.as_bytes().eq_ignore_ascii_case(b"cross-site"))
}

fn depends_on_cookie(headers: &HeaderMap) -> bool {
    let names_it = |line: &HeaderValue| {
        line.as_bytes()
            .split(|byte| *byte == b',')
            .map(<[u8]>::trim_ascii)
            .any(|name| name == b"*" || name.eq_ignore_ascii_case(b"cookie"))
    };
    headers.contains_key(SET_COOKIE) || headers.get_all(VARY).iter().any(names_it)
}
