//! Verification: whether a request carries a token of the visitor's.

use http::HeaderValue;

use super::{CsrfRejection, CsrfToken, CsrfTokens, lilya::Planted};
use crate::Request;

impl<T> CsrfTokens<T> {
    /// Tells whether the request carries a token of this visitor's.
    ///
    /// # Errors
    ///
    /// That there is none, that it is another's, and what is wrong with a form.
    pub(super) async fn verify(
        &self,
        req: &mut Request,
        token: &CsrfToken,
    ) -> Result<(), CsrfRejection> {
        // Whoever has neither a session nor our cookie can have no token: nothing has to be read.
        if token.seal().is_none() && self.planted(req).is_none() {
            return Err(CsrfRejection::NoToken);
        }
        let fits = if let Some(text) = self.in_headers(req)? {
            self.fits(token, text.as_bytes(), req)
        } else {
            let text = self.limits.find(req, &self.names.field).await?;
            let text = text.ok_or(CsrfRejection::NoToken)?;
            self.fits(token, text.as_bytes(), req)
        };
        fits.then_some(()).ok_or(CsrfRejection::WrongToken)
    }

    /// Tells whether a text is a token of this visitor's.
    fn fits(&self, token: &CsrfToken, text: &[u8], req: &Request) -> bool {
        let mut seals = [token.seal(), token.seal_before()].into_iter().flatten();
        seals.any(|seal| seal.fits(text, self.lifetime.as_ref()))
            || self.planted(req).is_some_and(|planted| planted.fits(text))
    }

    /// The token that a Lilya application has put into the visitor's cookie.
    fn planted(&self, req: &Request) -> Option<Planted<'_>> {
        self.lilya.as_ref()?.planted(req)
    }

    /// Gives what all headers that may carry a token agree on.
    fn in_headers<'r>(&self, req: &'r Request) -> Result<Option<&'r HeaderValue>, CsrfRejection> {
        let headers = req.headers();
        let names = self.names.headers.iter();
        let mut values = names.flat_map(|name| headers.get_all(name));
        let first = values.next();
        if values.any(|value| Some(value) != first) {
            return Err(CsrfRejection::WrongToken);
        }
        Ok(first)
    }
}
