//! Store: sessions in memory, which actix-session leaves to its users.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use actix_session::storage::{
    LoadError, SaveError, SessionKey, SessionStore, UpdateError, generate_session_key,
};
use actix_web::cookie::time::Duration;

type State = HashMap<String, String>;

#[derive(Clone, Default)]
pub(crate) struct MemoryStore(Arc<RwLock<HashMap<String, State>>>);

impl MemoryStore {
    fn put(&self, key: &SessionKey, state: State) {
        self.0
            .write()
            .expect("nobody panics under the lock")
            .insert(key.as_ref().to_owned(), state);
    }
}

impl SessionStore for MemoryStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let states = self.0.read().expect("nobody panics under the lock");
        Ok(states.get(key.as_ref()).cloned())
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let key = generate_session_key();
        self.put(&key, state);
        Ok(key)
    }

    async fn update(
        &self,
        key: SessionKey,
        state: State,
        _: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        self.put(&key, state);
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let mut states = self.0.write().expect("nobody panics under the lock");
        states.remove(key.as_ref());
        Ok(())
    }
}
