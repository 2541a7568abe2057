//! `Set-Cookie`: a cookie as a header that browsers accept (RFC 6265bis, section 4.1).

use cookie::{Cookie, SameSite};
use http::HeaderValue;

use super::UnfitResponse;

/// The most octets of name and value together that browsers keep (RFC 6265bis, section 5.6).
const LONGEST: usize = 4096;

/// Writes a `Set-Cookie` header; only a value that cookies cannot hold is encoded.
///
/// What a browser would silently drop is refused: that is a mistake to see here, not in production.
pub(super) fn header(cookie: &Cookie<'_>) -> Result<HeaderValue, UnfitResponse> {
    if !is_token(cookie.name()) {
        return Err(UnfitResponse::new("the name of a cookie"));
    }
    if [cookie.path(), cookie.domain()]
        .into_iter()
        .flatten()
        .any(|text| text.contains(';'))
    {
        return Err(UnfitResponse::new("an attribute of a cookie"));
    }
    if !keeps_its_prefix(cookie) {
        return Err(UnfitResponse::new(
            "a cookie without the attributes that its prefix promises",
        ));
    }
    if needs_secure(cookie) && cookie.secure() == Some(false) {
        return Err(UnfitResponse::new(
            "a cookie for other sites that is not `Secure`",
        ));
    }
    let text = if cookie.value().bytes().all(is_cookie_octet) {
        cookie.to_string()
    } else {
        cookie.encoded().to_string()
    };
    if text.find(';').unwrap_or(text.len()) > LONGEST + "=".len() {
        return Err(UnfitResponse::new("a cookie of more than 4096 bytes"));
    }
    HeaderValue::try_from(text)
        .map_err(|error| UnfitResponse::new("an attribute of a cookie").caused_by(error))
}

/// The `token` of RFC 9110, section 5.6.2, that a cookie's name has to be.
fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Section 4.1.3: `__Secure-` asks for `Secure`, `__Host-` also for `Path=/` and no `Domain`; with
/// `Http-` behind them, both ask for `HttpOnly`.
fn keeps_its_prefix(cookie: &Cookie<'_>) -> bool {
    let has_prefix = |prefix: &str| {
        cookie
            .name()
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let is_secure = cookie.secure().unwrap_or_else(|| needs_secure(cookie));
    if (has_prefix("__Host-Http-") || has_prefix("__Http-")) && cookie.http_only() != Some(true) {
        return false;
    }
    if has_prefix("__Host-") {
        is_secure && cookie.path() == Some("/") && cookie.domain().is_none()
    } else {
        is_secure || !(has_prefix("__Secure-") || has_prefix("__Http-"))
    }
}

/// Tells whether the cookie only works with `Secure`, which is then written unless it is refused.
fn needs_secure(cookie: &Cookie<'_>) -> bool {
    cookie.same_site() == Some(SameSite::None) || cookie.partitioned() == Some(true)
}

/// The `cookie-octet` of section 4.1.1; `%` is encoded because readers decode it.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\' | b'%')
}
