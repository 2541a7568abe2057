//! Settlement: what a token that was written does to the response.

use http::{HeaderValue, header::SET_COOKIE};

use super::{CsrfToken, CsrfTokens};
use crate::{
    Response,
    response::{caching, vary},
};

impl<T> CsrfTokens<T> {
    /// Tells the visitor, and caches, what was written.
    pub(super) fn settle(&self, token: &CsrfToken, response: &mut Response) {
        let Some(is_good) = token.was_written() else {
            return;
        };
        if !is_good {
            tracing::warn!(
                "a CSRF token was written before the session got its id, and is worthless: write to \
                 the session first"
            );
        }
        if let Some(id) = token.new_visitor() {
            response
                .headers_mut()
                .append(SET_COOKIE, self.cookie.set(id));
        }
        vary::by(response.headers_mut(), HeaderValue::from_static("Cookie"));
        caching::keep_private(response.headers_mut());
    }
}
