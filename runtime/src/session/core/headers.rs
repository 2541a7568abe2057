//! Headers: what a response says about the session's cookie.

use http::{HeaderName, HeaderValue, header::SET_COOKIE};

use crate::{
    Response,
    response::caching,
    session::{SessionId, core::Core},
};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

impl<T> Core<T> {
    /// Gives the client an id, in place of a cookie of that name that the response sets already.
    pub(crate) fn set_cookie(&self, response: &mut Response, id: &SessionId) {
        self.add_cookie(response, self.cookie.set(id));
    }

    /// Gives the client its sealed session.
    #[cfg(feature = "client-sessions")]
    pub(crate) fn carry(&self, response: &mut Response, sealed: &str) {
        self.add_cookie(response, self.cookie.carry(sealed));
    }

    /// Makes the client forget its id, and what else was chosen.
    pub(crate) fn remove_cookie(&self, response: &mut Response) {
        self.add_cookie(response, self.cookie.deletion());
        if let Some(kinds) = &self.clear_site_data {
            response
                .headers_mut()
                .insert(CLEAR_SITE_DATA, kinds.clone());
        }
    }

    fn add_cookie(&self, response: &mut Response, value: HeaderValue) {
        let headers = response.headers_mut();
        let is_ours = |said: &HeaderValue| self.cookie.is_named_in(said);
        if headers.get_all(SET_COOKIE).iter().any(is_ours) {
            let said: Vec<_> = headers.get_all(SET_COOKIE).iter().cloned().collect();
            headers.remove(SET_COOKIE);
            for other in said.into_iter().filter(|said| !is_ours(said)) {
                headers.append(SET_COOKIE, other);
            }
        }
        headers.append(SET_COOKIE, value);
        if self.guides_caches {
            caching::keep_private(headers);
        }
    }
}
