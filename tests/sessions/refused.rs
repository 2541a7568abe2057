//! Sessions that could not work are refused when the stack is built, not at the first request.

use std::panic::catch_unwind;

use onionskin::{
    TestClient,
    prelude::*,
    session::{CookiePrefix, SessionsError},
};

use super::independent::{Office, Shop, buy};

#[handler]
async fn work(office: &Session<Office>) -> Result<String, SessionError> {
    Ok(office.update(|office| office.0 += 1).await?.0.to_string())
}

fn shop() -> Sessions<Shop> {
    Sessions::new(MemoryStore::new())
}

fn office() -> Sessions<Office> {
    Sessions::new(MemoryStore::new())
}

/// What building this says against it.
fn refusal<A>(build: impl FnOnce() -> A) -> String {
    let refused = catch_unwind(std::panic::AssertUnwindSafe(build)).err();
    let sentence = refused.expect("the stack was built");
    *sentence.downcast::<String>().unwrap()
}

const OVERWRITES: &str = "the stage `Sessions` cannot work: it keeps `Office` in the cookie \
     `__Host-SESSION_ID`, which has `Shop` already; give one of them a cookie of another name";

#[test]
fn two_kinds_of_data_are_not_kept_in_one_cookie() {
    let in_each_other = || middleware_stack! { shop(), office(), => work };
    assert_eq!(refusal(in_each_other), OVERWRITES);
    let beside_each_other = || {
        middleware_stack! {
            => routes {
                "/shop" => { shop(), => routes { GET "/" => buy } }
                GET "/office" => { office(), => work },
            }
        }
    };
    assert_eq!(refusal(beside_each_other), OVERWRITES);
    let in_a_fragment = || {
        let fragment = middleware_stack! { office() };
        middleware_stack! { shop(), (fragment), => work }
    };
    assert!(refusal(in_a_fragment).contains("already"));
}

#[tokio::test]
async fn one_kind_of_data_is_kept_in_one_cookie_wherever_it_is_used() {
    let shop = shop();
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/a" => { shop.clone(), => buy },
            GET "/b" => { shop.clone(), => buy },
        }
    });
    assert_eq!(client.get("/a").await.text().await, "1");
    assert_eq!(client.get("/b").await.text().await, "2");
}

#[test]
fn cookies_of_one_name_for_other_paths_are_not_one_cookie() {
    let below = |path: &str| {
        let cookie = SessionCookie::builder("S").path(path);
        cookie.prefix(CookiePrefix::Secure).build().unwrap()
    };
    let at = |shops: &str, offices: &str| {
        let (shops, offices) = (below(shops), below(offices));
        move || {
            middleware_stack! {
                => routes {
                    "/shop" => { (shop().cookie(shops)), => routes { GET "/" => buy } }
                    "/office" => { (office().cookie(offices)), => routes { GET "/" => work } }
                }
            }
        }
    };
    at("/shop", "/office")();
    for paths in [("/", "/office"), ("/shop", "/")] {
        assert!(refusal(at(paths.0, paths.1)).contains("already"));
    }
}

#[tokio::test]
async fn sessions_that_are_switched_off_are_in_nobodys_way() {
    let client = TestClient::new(middleware_stack! { shop().enabled(false), office(), => work });
    for expected in ["1", "2"] {
        assert_eq!(client.get("/").await.text().await, expected);
    }
}

#[test]
fn a_time_of_nothing_is_refused() {
    use SessionsError as Error;
    for (sessions, error) in [
        (shop().expire_after(Duration::ZERO), Error::NoLifetime),
        (shop().absolute(Duration::ZERO), Error::NoLifetime),
        (shop().renew_after(Duration::ZERO), Error::NoIdLifetime),
        (
            shop().store_time_limit(Duration::ZERO),
            Error::NoTimeForTheStore,
        ),
    ] {
        assert_eq!(sessions.check(), Err(error));
        let sentence = refusal(|| middleware_stack! { (sessions), => buy });
        assert!(
            sentence.starts_with("the stage `Sessions` cannot work: `")
                && sentence.contains("write"),
            "{sentence}"
        );
    }
    let shortest = Duration::from_millis(1);
    let sessions = shop()
        .expire_after(shortest)
        .absolute(shortest)
        .renew_after(shortest)
        .store_time_limit(shortest)
        .touch_every(Duration::ZERO)
        .renewal_grace(Duration::ZERO);
    assert_eq!(sessions.check(), Ok(()));
}
