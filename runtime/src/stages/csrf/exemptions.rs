//! `Exemptions`: the requests that are not asked whether another site has sent them.

use http::{
    HeaderValue, Method,
    header::{AUTHORIZATION, COOKIE},
};

use super::CsrfError;
use crate::Request;

/// Which requests are not asked.
#[derive(Clone, Debug, Default)]
pub(in crate::stages) struct Exemptions {
    safe: Vec<Method>,
    bearer: bool,
    others: Vec<fn(&Request) -> bool>,
}

impl Exemptions {
    /// Takes one more method as safe, but none that RFC 9110 says changes something.
    pub(in crate::stages) fn add_safe_method(&mut self, method: Method) -> Result<(), CsrfError> {
        let is_unsafe = matches!(
            method,
            Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::CONNECT
        );
        if is_unsafe {
            return Err(CsrfError::UnsafeMethod(method));
        }
        self.safe.push(method);
        Ok(())
    }

    pub(in crate::stages) fn add_bearer(&mut self) {
        self.bearer = true;
    }

    pub(in crate::stages) fn add(&mut self, is_exempt: fn(&Request) -> bool) {
        self.others.push(is_exempt);
    }

    /// Tells whether the method changes nothing, by its definition or because the settings say so.
    pub(in crate::stages) fn is_safe(&self, method: &Method) -> bool {
        changes_nothing(method) || self.safe.contains(method)
    }

    pub(in crate::stages) fn cover(&self, request: &Request) -> bool {
        (self.bearer && has_bearer_alone(request))
            || self.others.iter().any(|is_exempt| is_exempt(request))
    }
}

/// Tells whether the method changes nothing (RFC 9110, section 9.2.1).
#[inline]
pub(super) const fn changes_nothing(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE
    )
}

fn has_bearer_alone(request: &Request) -> bool {
    let headers = request.headers();
    let mut values = headers.get_all(AUTHORIZATION).iter();
    !headers.contains_key(COOKIE) && values.next().is_some_and(is_bearer) && values.next().is_none()
}

/// Tells whether `Authorization` has a token that only a script can have put there (RFC 6750).
pub(super) fn is_bearer(value: &HeaderValue) -> bool {
    let scheme = value.as_bytes().split(|&byte| byte == b' ').next();
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"))
}
