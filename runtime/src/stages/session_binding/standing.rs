//! How a session stands to the client that has sent its cookie.

use std::{fmt, net::IpAddr, sync::Arc};

/// What becomes of a session whose cookie comes from elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnMismatch {
    /// The session ends: its record is deleted, and the client told to forget the cookie.
    #[default]
    Reset,
    /// The session goes on, and [`SessionStanding::StepUp`] is lent until it gets a new id, as
    /// after a login.
    StepUp,
    /// The session goes on, and from then on it is bound to where it is now.
    NotifyOnly,
}

/// How the session stands to the client, for everything below a
/// [`SessionBinding`](crate::SessionBinding).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SessionStanding {
    /// There is no session, or it was ended just now because it came from elsewhere.
    Absent,
    /// The session comes from where it is bound to.
    Bound,
    /// The session comes from elsewhere: ask for the password again before anything that matters.
    StepUp,
}

impl SessionStanding {
    /// Tells whether the visitor has to show again who it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::SessionStanding;
    ///
    /// assert!(SessionStanding::StepUp.needs_step_up());
    /// assert!(!SessionStanding::Bound.needs_step_up());
    /// ```
    #[must_use]
    pub const fn needs_step_up(self) -> bool {
        matches!(self, Self::StepUp)
    }
}

/// A session that came from elsewhere than before, for
/// [`SessionBinding::notify`](crate::SessionBinding::notify).
#[non_exhaustive]
pub struct SessionMoved<T> {
    /// The data as it was.
    pub before: T,
    /// The data that the request goes on with; the default data after a reset.
    pub after: T,
    /// Whom the session belongs to, if that is known.
    pub subject: Option<Arc<str>>,
    /// Where the cookie came from this time, if that is known.
    pub ip: Option<IpAddr>,
    /// What was done about it.
    pub action: OnMismatch,
}

impl<T> SessionMoved<T> {
    pub(super) fn new(before: (T, Option<Arc<str>>), after: T, ip: Option<IpAddr>) -> Self {
        let (before, subject) = before;
        Self {
            before,
            after,
            subject,
            ip,
            action: OnMismatch::Reset,
        }
    }

    pub(super) fn by(mut self, action: OnMismatch) -> Self {
        self.action = action;
        self
    }
}

impl<T> fmt::Debug for SessionMoved<T> {
    /// Leaves out the data and whose it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionMoved")
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}
