//! Binding: what a session remembers of the client that it began with.

use std::sync::Arc;

use crate::session::{Session, SessionData, SessionError, record::Binding, state::State};

impl<T: SessionData> Session<T> {
    /// Tells what the session is bound to. The outer `None` is no session, the inner one that
    /// nobody has bound it yet.
    pub(crate) async fn binding(&self) -> Result<Option<Option<Binding>>, SessionError> {
        // Not a look, which may give whoever asks a new id.
        let bound_to = |state: &State<T>| state.held().map(|held| held.record.binding);
        self.or_empty(self.read_and(bound_to).await, bound_to)
    }

    /// Binds sessions that begin, or that the application gives a new id, during this request.
    pub(crate) fn bind_from_here_on(&self, binding: Binding) {
        self.state().bind(binding);
    }

    /// Binds the session, if there is one.
    pub(crate) async fn bind(&self, binding: Binding) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        if let Some(held) = held {
            let bound = self.core.bind(held, binding).await;
            let bound = bound.map_err(|error| self.failed(error))?;
            self.state().hold(bound);
        }
        Ok(())
    }

    /// Gives the data and the subject as they were read, or the first data without a session.
    pub(crate) fn known(&self) -> (T, Option<Arc<str>>) {
        let state = self.state();
        let held = state
            .held()
            .map(|held| (T::clone(&held.data), held.record.subject.clone()));
        held.unwrap_or_else(|| (self.first_data(&state), None))
    }
}
