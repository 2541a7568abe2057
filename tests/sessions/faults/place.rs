//! A place where sessions are kept: a file or a server, known by a name to every process.

use onionskin::{
    SessionSystem, Sessions,
    session::{Clock, PostgresStore, RedisStore, SessionData, SqliteStore, SystemClock},
};

use crate::sessions::servers::{Folder, PostgresServer, RedisServer};

#[derive(Debug)]
pub(super) enum Place {
    File(Folder),
    Redis(RedisServer),
    Postgres(PostgresServer),
}

impl Place {
    pub(super) fn file() -> Self {
        Self::File(Folder::new())
    }

    pub(super) fn redis() -> Self {
        Self::Redis(RedisServer::start())
    }

    pub(super) fn postgres() -> Self {
        Self::Postgres(PostgresServer::start())
    }

    /// What any process finds the place by.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(folder) => folder.path().join("sessions.db").display().to_string(),
            Self::Redis(server) => server.url(),
            Self::Postgres(server) => server.url(),
        }
    }

    pub(super) fn kill(&mut self) {
        match self {
            Self::File(_) => panic!("a file cannot be killed"),
            Self::Redis(server) => server.kill(),
            Self::Postgres(server) => server.kill(),
        }
    }

    pub(super) fn restart(&mut self) {
        match self {
            Self::File(_) => panic!("a file cannot be restarted"),
            Self::Redis(server) => server.restart(),
            Self::Postgres(server) => server.restart(),
        }
    }

    pub(super) async fn sessions<T: SessionData>(&self) -> Sessions<T> {
        self.sessions_by(SystemClock).await
    }

    /// Sessions of which both halves, the rules and the store, go by that clock.
    pub(super) async fn sessions_by<T: SessionData>(
        &self,
        clock: impl Clock + Clone,
    ) -> Sessions<T> {
        let sessions = match self {
            Self::File(_) => Sessions::new(file(&self.name(), clock.clone()).await),
            Self::Redis(server) => Sessions::new(RedisStore::new(&server.url()).unwrap()),
            Self::Postgres(server) => {
                Sessions::new(database(&server.url()).await.clock(clock.clone()))
            }
        };
        sessions.clock(clock)
    }
}

/// The sessions in the place of that name.
pub(super) async fn system<T: SessionData>(name: &str) -> SessionSystem<T> {
    sessions(name).await.system()
}

pub(super) async fn sessions<T: SessionData>(name: &str) -> Sessions<T> {
    if name.starts_with("redis:") {
        Sessions::new(RedisStore::new(name).unwrap())
    } else if name.starts_with("postgres:") {
        Sessions::new(database(name).await)
    } else {
        Sessions::new(file(name, SystemClock).await)
    }
}

async fn file(path: &str, clock: impl Clock) -> SqliteStore {
    let options = SqliteStore::options(path).clock(clock);
    let store = options.open().await.unwrap();
    store.create_schema().await.unwrap();
    store
}

async fn database(url: &str) -> PostgresStore {
    let store = PostgresStore::new(url).unwrap();
    store.migrate().await.unwrap();
    store
}
