//! Why sessions cannot work as they are set.

use std::{fmt, time::Duration};

use crate::session::Sessions;

/// Says why a [`Sessions`] stage cannot work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionsError {
    /// `expire_after` or `absolute` is zero: no session would outlive its request.
    NoLifetime,
    /// `renew_after` is zero: no id would outlive its request.
    NoIdLifetime,
    /// `store_time_limit` is zero: no store could ever answer.
    NoTimeForTheStore,
}

impl<T, F, G> Sessions<T, F, G> {
    /// Tells whether sessions can work so; what stands in a stack is asked when that is built.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use onionskin::{MemoryStore, Sessions, session::SessionsError};
    ///
    /// let sessions = Sessions::<u64>::new(MemoryStore::new()).expire_after(Duration::ZERO);
    /// assert_eq!(sessions.check(), Err(SessionsError::NoLifetime));
    /// ```
    ///
    /// # Errors
    ///
    /// [`SessionsError`] where a time is zero that must not be.
    pub fn check(&self) -> Result<(), SessionsError> {
        let rules = &self.core;
        if rules.idle.is_zero() || rules.absolute == Some(Duration::ZERO) {
            return Err(SessionsError::NoLifetime);
        }
        if rules.renew_after == Some(Duration::ZERO) {
            return Err(SessionsError::NoIdLifetime);
        }
        if rules.time_limit.is_zero() {
            return Err(SessionsError::NoTimeForTheStore);
        }
        Ok(())
    }
}

impl fmt::Display for SessionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoLifetime => {
                "`expire_after` or `absolute` is zero: write how long a session may last, or \
                 `.enabled(false)`"
            }
            Self::NoIdLifetime => {
                "`renew_after` is zero: write how long a session may go by one id, or leave it out"
            }
            Self::NoTimeForTheStore => {
                "`store_time_limit` is zero: write how long the store may take to answer"
            }
        })
    }
}

impl std::error::Error for SessionsError {}
