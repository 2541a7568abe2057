//! A server that is killed under load loses nothing that it has acknowledged, and when it returns
//! everything works again.

use super::{
    load::Load,
    place::{Place, system},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_is_killed_and_returns() {
    killed_and_back(Place::redis()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_is_killed_and_returns() {
    killed_and_back(Place::postgres()).await;
}

async fn killed_and_back(mut place: Place) {
    let load = Load::start(system(&place.name()).await).await;
    for _ in 0..3 {
        load.until_acknowledged(50).await;
        place.kill();
        load.until_failed(3).await;
        place.restart();
    }
    load.until_acknowledged(50).await;
    load.check().await;
}
