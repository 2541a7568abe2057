//! A token may be given an end.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use onionskin::{
    CsrfError, TestClient,
    prelude::*,
    session::{Clock, Timestamp},
};

use super::{assert_refused, guarded, send_token, shown_token};

const HOUR: Duration = Duration::from_secs(3600);

/// A clock that is turned by hand, in seconds.
#[derive(Clone, Debug)]
struct Hand(Arc<AtomicU64>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(AtomicU64::new(1_800_000_000)))
    }

    fn turn(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }

    fn turn_back(&self, seconds: u64) {
        self.0.fetch_sub(seconds, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed) * 1000)
    }
}

#[tokio::test]
async fn a_token_counts_until_its_time_is_over() {
    let clock = Hand::new();
    let tokens = CsrfTokens::new().expire_after(HOUR).clock(clock.clone());
    let client = TestClient::new(guarded(tokens));
    for path in ["/token", "/count"] {
        client.get(path).await.assert_status(200);
        let token = shown_token(&client).await;
        assert_eq!(token.len(), 64);
        send_token(&client, &token).await.assert_status(200);
        clock.turn(3600);
        send_token(&client, &token).await.assert_status(200);
        clock.turn(1);
        assert_refused(send_token(&client, &token).await).await;
        let another = shown_token(&client).await;
        send_token(&client, &another).await.assert_status(200);
    }
}

#[tokio::test]
async fn a_token_of_a_machine_whose_clock_is_ahead_counts() {
    let clock = Hand::new();
    let tokens = CsrfTokens::new().clock(clock.clone()).expire_after(HOUR);
    let client = TestClient::new(guarded(tokens));
    let token = shown_token(&client).await;
    clock.turn_back(60);
    send_token(&client, &token).await.assert_status(200);
}

#[tokio::test]
async fn the_time_in_a_token_cannot_be_changed() {
    let clock = Hand::new();
    let tokens = CsrfTokens::new().expire_after(HOUR).clock(clock.clone());
    let client = TestClient::new(guarded(tokens));
    let old = shown_token(&client).await;
    clock.turn(2 * 3600);
    let young = shown_token(&client).await;
    // The time is the first four bytes: five letters and a part of the sixth.
    let forged = format!("{}{}", &young[..6], &old[6..]);
    assert_refused(send_token(&client, &forged).await).await;
}

#[tokio::test]
async fn without_an_end_a_token_counts_as_long_as_its_session() {
    let clock = Hand::new();
    let client = TestClient::new(guarded(CsrfTokens::new().clock(clock.clone())));
    let token = shown_token(&client).await;
    clock.turn(365 * 24 * 3600);
    send_token(&client, &token).await.assert_status(200);
}

#[test]
fn an_end_at_once_is_refused() {
    let tokens = CsrfTokens::<u64>::new().expire_after(Duration::ZERO);
    assert_eq!(tokens.check(), Err(CsrfError::Lifetime));
    assert!(
        CsrfError::Lifetime
            .to_string()
            .contains("a second at least")
    );
}
