//! Two processes that update one session ten thousand times in all make it ten thousand, exactly.

use super::{
    other_process::OtherProcess,
    place::{Place, system},
};

#[tokio::test]
async fn in_a_file() {
    ten_thousand(Place::file()).await;
}

#[tokio::test]
async fn in_redis() {
    ten_thousand(Place::redis()).await;
}

#[tokio::test]
async fn in_postgres() {
    ten_thousand(Place::postgres()).await;
}

async fn ten_thousand(place: Place) {
    let sessions = system::<u64>(&place.name()).await;
    let id = sessions.create().await.unwrap();
    let processes = [(); 2].map(|()| OtherProcess::start(&place, &id, 5000));
    for process in processes {
        process.join();
    }
    assert_eq!(sessions.get(&id).await.unwrap(), 10_000);
}
