//! Options: what can be set on a `CsrfTokens`.

use std::{marker::PhantomData, sync::Arc, time::Duration};

use http::Method;

use super::{CsrfTokens, LilyaTokens, form::FormLimits, lifetime::Lifetime};
use crate::{
    CookieFetcher, Request, SessionCookie,
    session::Clock,
    stages::csrf::{CsrfError, Exemptions},
};

impl<T> CsrfTokens<T> {
    /// Looks for tokens in `X-CSRF-Token` and in the field `csrf_token`.
    pub fn new() -> Self {
        let cookie = visitor_cookie();
        Self {
            names: Arc::default(),
            visitors: CookieFetcher::new(&cookie),
            cookie,
            lifetime: None,
            lilya: None,
            limits: FormLimits::default(),
            exemptions: Exemptions::default(),
            unfit: None,
            data: PhantomData,
        }
    }

    /// Looks for the token in another header as well, say `X-XSRF-TOKEN`.
    pub fn header(mut self, name: &str) -> Self {
        let added = Arc::make_mut(&mut self.names).add_header(name);
        self.note(added)
    }

    /// Looks for the token in another field of forms.
    pub fn field(mut self, name: &str) -> Self {
        let set = Arc::make_mut(&mut self.names).set_field(name);
        self.note(set)
    }

    /// Binds visitors without a session by another cookie.
    pub fn cookie(mut self, cookie: SessionCookie) -> Self {
        self.visitors = CookieFetcher::new(&cookie);
        self.cookie = cookie;
        self
    }

    /// Takes no token that was written longer ago, to the second.
    ///
    /// A form that was open for longer has to be loaded again, so leave people time: hours, not minutes.
    /// Tokens that were written before this was set are worthless.
    pub fn expire_after(mut self, limit: Duration) -> Self {
        let unfit = limit < Duration::from_secs(1);
        let lifetime = self.lifetime.get_or_insert_with(|| Lifetime::new(limit));
        lifetime.limit = limit;
        self.note(if unfit {
            Err(CsrfError::Lifetime)
        } else {
            Ok(())
        })
    }

    /// Tells the time by another clock, so that tests of [`expire_after`](Self::expire_after) need not wait.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        let never = Lifetime::new(Duration::MAX);
        self.lifetime.get_or_insert(never).clock = Arc::new(clock);
        self
    }

    /// Takes tokens of a Lilya application, too, whose forms are still open while it moves here.
    ///
    /// # Security
    ///
    /// They belong to no session; see [`LilyaTokens`].
    pub fn accept_lilya(mut self, tokens: LilyaTokens) -> Self {
        let named = Arc::make_mut(&mut self.names).add_header(&tokens.header);
        let unfit = tokens.is_open().then_some(CsrfError::Secret);
        self.limits.letters = LilyaTokens::LETTERS;
        self.lilya = Some(tokens);
        self.note(named).note(unfit.map_or(Ok(()), Err))
    }

    /// Sets how many bytes of a form are kept until the token is found.
    pub fn form_bytes(mut self, bytes: usize) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// Sets how long a form may take until the token is found.
    pub fn form_time(mut self, limit: Duration) -> Self {
        self.limits.time = limit;
        self
    }

    /// Takes another method as one that changes nothing, say `QUERY`.
    pub fn safe_method(mut self, method: Method) -> Self {
        let added = self.exemptions.add_safe_method(method);
        self.note(added)
    }

    /// Lets through what has `Authorization: Bearer` and no cookies: no browser adds that by itself.
    pub fn exempt_bearer(mut self) -> Self {
        self.exemptions.add_bearer();
        self
    }

    /// Does not look at these requests, say those of a payment provider that calls back.
    ///
    /// Routes of a kind are better put into a stack of their own, without this stage.
    pub fn exempt(mut self, is_exempt: fn(&Request) -> bool) -> Self {
        self.exemptions.add(is_exempt);
        self
    }

    /// Remembers the first setting that cannot work.
    fn note(mut self, result: Result<(), CsrfError>) -> Self {
        if let Err(error) = result {
            self.unfit.get_or_insert(error);
        }
        self
    }
}

fn visitor_cookie() -> SessionCookie {
    SessionCookie::new("csrf").expect("letters can be the name of a cookie")
}
