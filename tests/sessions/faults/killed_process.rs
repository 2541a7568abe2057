//! A process that is killed has not lied: what it has acknowledged is in the file.

use super::{
    other_process::OtherProcess,
    place::{Place, system},
};

#[tokio::test]
async fn what_a_killed_process_has_acknowledged_is_in_the_file() {
    let place = Place::file();
    let sessions = system::<u64>(&place.name()).await;
    let id = sessions.create().await.unwrap();
    let mut before = 0;
    for round in 1..=5 {
        let mut process = OtherProcess::start(&place, &id, u64::MAX);
        for _ in 0..round * 37 {
            process.next_acknowledged().expect("it goes on for ever");
        }
        let acknowledged = process.kill();
        let stored = sessions.get(&id).await.unwrap();
        assert!(acknowledged >= before + round * 37);
        assert!(
            stored >= acknowledged,
            "{acknowledged} updates were acknowledged, {stored} are stored",
        );
        assert!(stored <= acknowledged + 1, "{stored} of {acknowledged}");
        before = stored;
    }
}
