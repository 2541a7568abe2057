//! A million sessions take no more memory than the store was allowed.

use std::fs;

use onionskin::{
    MemoryStore, SessionId, SessionStore,
    session::{Clock, Record, SystemClock},
};

use super::other_process::this_program;
use crate::sessions::visitor::minutes;

const CAPACITY: usize = 50_000;

#[test]
fn a_million_sessions_take_the_memory_of_as_many_as_the_store_may_hold() {
    let output = this_program(module_path!(), "makes_a_million_sessions")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[tokio::test]
#[ignore = "measures the memory of its process, so it is started in one of its own"]
async fn makes_a_million_sessions() {
    let store = MemoryStore::with_capacity(CAPACITY);
    make(&store, 2 * CAPACITY).await;
    let full = peak_kilobytes();
    make(&store, 1_000_000 - 2 * CAPACITY).await;
    let million = peak_kilobytes();
    assert_eq!(store.len(), CAPACITY);
    assert!(
        million < full + full / 4,
        "{full} kB for {CAPACITY} sessions have become {million} kB for a million",
    );
}

async fn make(store: &MemoryStore, sessions: usize) {
    for _ in 0..sessions {
        let now = SystemClock.now();
        let record = Record::new("12345678".into(), now, now.after(minutes(30)));
        let key = SessionId::random::<256>().key();
        store.create(&key, &record).await.unwrap();
    }
}

/// The most memory that this process has ever had in use.
fn peak_kilobytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells it there");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.unwrap().trim().trim_end_matches(" kB");
    peak.parse().unwrap()
}
