//! Load: clients that go on whatever happens, and remember what they were told.

use std::time::Duration;

use onionskin::{SessionError, SessionId, SessionSystem};
use serde::{Deserialize, Serialize};
use tokio::{sync::watch, task::JoinSet};

const SESSIONS: usize = 4;
const CLIENTS_PER_SESSION: usize = 2;
/// So long a client waits after a failure, as a browser would.
const PAUSE: Duration = Duration::from_millis(2);
const PATIENCE: Duration = Duration::from_secs(60);

/// A session that knows whose it is.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Account {
    owner: usize,
    count: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Told {
    acknowledged: u64,
    failed: u64,
}

pub(super) struct Load {
    system: SessionSystem<Account>,
    accounts: Vec<(SessionId, watch::Sender<Told>)>,
    clients: JoinSet<()>,
}

impl Load {
    pub(super) async fn start(system: SessionSystem<Account>) -> Self {
        let mut load = Self {
            system,
            accounts: Vec::new(),
            clients: JoinSet::new(),
        };
        for owner in 0..SESSIONS {
            let id = load.system.create().await.unwrap();
            let mine = |account: &mut Account| account.owner = owner;
            load.system.update(&id, mine).await.unwrap();
            let (told, _) = watch::channel(Told::default());
            for _ in 0..CLIENTS_PER_SESSION {
                let client = client(load.system.clone(), id.clone(), owner, told.clone());
                load.clients.spawn(client);
            }
            load.accounts.push((id, told));
        }
        load
    }

    /// Waits until so many more updates of every session were acknowledged.
    pub(super) async fn until_acknowledged(&self, more: u64) {
        self.until(|before, now| now.acknowledged >= before.acknowledged + more)
            .await;
    }

    /// Waits until so many more updates of every session have failed.
    pub(super) async fn until_failed(&self, more: u64) {
        self.until(|before, now| now.failed >= before.failed + more)
            .await;
    }

    async fn until(&self, is_enough: impl Fn(Told, Told) -> bool) {
        for (_, told) in &self.accounts {
            let before = *told.borrow();
            let mut told = told.subscribe();
            let enough = told.wait_for(|now| is_enough(before, *now));
            tokio::time::timeout(PATIENCE, enough)
                .await
                .expect("the clients get on")
                .unwrap();
        }
    }

    /// Ends the load, and compares what the store has with what the clients were told.
    pub(super) async fn check(mut self) {
        if let Some(Err(error)) = self.clients.try_join_next() {
            panic!("a client has given up: {error}");
        }
        self.clients.shutdown().await;
        for (owner, (id, told)) in self.accounts.iter().enumerate() {
            let told = *told.borrow();
            let stored = self.system.get(id).await.unwrap();
            assert_eq!(stored.owner, owner, "a session has the data of another");
            assert!(
                stored.count >= told.acknowledged,
                "of {} acknowledged updates {} are stored",
                told.acknowledged,
                stored.count,
            );
            // One that failed may be stored all the same, and so may the last of every client.
            let most = told.acknowledged + told.failed + CLIENTS_PER_SESSION as u64;
            assert!(
                stored.count <= most,
                "{} updates are stored, of {most} that were tried",
                stored.count,
            );
        }
    }
}

async fn client(
    system: SessionSystem<Account>,
    id: SessionId,
    owner: usize,
    told: watch::Sender<Told>,
) {
    loop {
        match system.update(&id, |account| account.count += 1).await {
            Ok(account) => {
                assert_eq!(account.owner, owner, "a client got the data of another");
                told.send_modify(|told| told.acknowledged += 1);
            }
            Err(SessionError::Store(_)) => {
                told.send_modify(|told| told.failed += 1);
                tokio::time::sleep(PAUSE).await;
            }
            Err(lost) => panic!("a session that was never ended is lost: {lost:?}"),
        }
    }
}
