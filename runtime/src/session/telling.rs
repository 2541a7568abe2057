//! Telling: what the response says of a session.

use http::{HeaderValue, header::CACHE_CONTROL};

#[cfg(feature = "client-sessions")]
use crate::session::ClientSide;
use crate::{
    Response,
    response::vary,
    session::{
        Session, SessionData,
        state::{Due, Outcome},
    },
};

impl<T: SessionData> Session<T> {
    /// Tells the client what has become of its session.
    #[inline]
    pub(super) fn tell(&self, outcome: Outcome, response: &mut Response) {
        let core = &self.core;
        if !core.enabled {
            return;
        }
        let guides_caches = outcome.was_read && core.guides_caches;
        if guides_caches {
            vary::by(response.headers_mut(), HeaderValue::from_static("Cookie"));
        }
        self.tell_cookie(outcome.due, response);
        if guides_caches && core.is_found_anywhere {
            let said = response.headers_mut().entry(CACHE_CONTROL);
            said.or_insert(HeaderValue::from_static("private"));
        }
    }

    #[inline]
    fn tell_cookie(&self, due: Due, response: &mut Response) {
        let core = &self.core;
        #[cfg(feature = "client-sessions")]
        if let Some(how) = &core.client_side
            && !matches!(due, Due::Remove)
        {
            return self.hand_over(how, response);
        }
        match due {
            Due::Nothing => {}
            Due::Set(id) => core.set_cookie(response, &id),
            Due::Remove => core.remove_cookie(response),
        }
    }

    /// Gives the client the session that it carries, if it has changed.
    #[cfg(feature = "client-sessions")]
    fn hand_over(&self, how: &ClientSide, response: &mut Response) {
        let id = self.state().id().cloned();
        let sealed = id
            .zip(self.slot.as_ref())
            .and_then(|(id, slot)| how.pack(&self.core.cookie, slot, &id));
        if let Some(sealed) = sealed {
            self.core.carry(response, &sealed);
        }
    }
}
