//! Judging where a session is used, against where it began.

use super::{OnMismatch, SessionBinding, SessionMoved, SessionStanding, look::Seen};
use crate::{ClientAddr, Session, SessionError, session::SessionData};

impl<T: SessionData> SessionBinding<T> {
    pub(super) async fn judge(
        &self,
        session: &Session<T>,
        client: &ClientAddr,
        seen: &Seen,
    ) -> Result<SessionStanding, SessionError> {
        session.bind_from_here_on(seen.digest());
        let bound = match session.binding().await? {
            None => return Ok(SessionStanding::Absent),
            Some(None) => return bind(session, seen).await,
            Some(Some(bound)) => bound,
        };
        if seen.is(&bound) {
            return Ok(SessionStanding::Bound);
        }
        let before = session.known();
        let standing = match self.on_mismatch {
            OnMismatch::Reset => {
                session.destroy().await?;
                SessionStanding::Absent
            }
            OnMismatch::StepUp => SessionStanding::StepUp,
            OnMismatch::NotifyOnly => bind(session, seen).await?,
        };
        tracing::info!(action = ?self.on_mismatch, "a session came from elsewhere than before");
        if let Some(notify) = &self.notify {
            let moved = SessionMoved::new(before, session.known().0, client.ip());
            notify(moved.by(self.on_mismatch)).await;
        }
        Ok(standing)
    }
}

async fn bind<T: SessionData>(
    session: &Session<T>,
    seen: &Seen,
) -> Result<SessionStanding, SessionError> {
    match session.bind(seen.digest()).await {
        Ok(()) => Ok(SessionStanding::Bound),
        // Another request has ended it in the meantime.
        Err(SessionError::Gone) => Ok(SessionStanding::Absent),
        Err(error) => Err(error),
    }
}
