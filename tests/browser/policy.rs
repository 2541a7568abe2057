//! A policy with a nonce lets our own scripts run, and no others.

use onionskin::prelude::*;

use super::{Site, Tab};

/// What a template would write, and what somebody has slipped in.
#[handler]
fn page(nonce: &CspNonce) -> Html<String> {
    Html(format!(
        "<script nonce='{nonce}'>ours = true</script>
         <script>inline = true</script>
         <script nonce='guessed'>guessed = true</script>
         <img src='data:,' onerror='handler = true'>
         <script nonce='{nonce}'>
           loaded = new Promise(done => addEventListener('load', () => done(true)))
         </script>"
    ))
}

/// The same without a policy: all of it runs.
#[handler]
fn unprotected() -> Html<&'static str> {
    Html(
        "<script nonce='x'>ours = true</script>
         <script>inline = true</script>
         <script nonce='guessed'>guessed = true</script>
         <img src='data:,' onerror='handler = true'>
         <script>loaded = new Promise(done => addEventListener('load', () => done(true)))</script>",
    )
}

/// Names what has run when everything has loaded.
const RAN: &str = "return loaded.then(() =>
    ['ours', 'inline', 'guessed', 'handler'].filter(name => name in window).join(' '))";

#[tokio::test]
async fn scripts_run_only_with_the_nonce() {
    let app = middleware_stack! {
        Csp::new(),
        => routes { GET "/" => page }
    };
    let site = Site::of(app).await;
    let tab = Tab::fresh().await;
    for _ in 0..2 {
        tab.open(&site.url("/")).await;
        assert_eq!(tab.run(RAN).await, "ours");
    }
}

#[tokio::test]
async fn without_a_policy_all_of_them_would_run() {
    let site = Site::of(middleware_stack! { => routes { GET "/" => unprotected } }).await;
    let tab = Tab::fresh().await;
    tab.open(&site.url("/")).await;
    assert_eq!(tab.run(RAN).await, "ours inline guessed handler");
}
