//! A session is of use where it began, and what becomes of it elsewhere was chosen.

use std::{
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex},
};

use onionskin::{
    OnMismatch, SessionBindingError, SessionMoved, TestClient, prelude::*, testing::TestResponse,
};

use super::spy_store::SpyStore;

const SECRET: &[u8] = b"thirty-two bytes from a generator";
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64)";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Login {
    account: Option<u32>,
    visits: u32,
}

#[handler]
async fn visit(session: &Session<Login>) -> Result<Json<Login>, SessionError> {
    session.update(|login| login.visits += 1).await.map(Json)
}

#[handler]
async fn read(session: &Session<Login>) -> Result<Json<Login>, SessionError> {
    session.get().await.map(Json)
}

#[handler]
async fn log_in(session: &Session<Login>) -> Result<Json<Login>, SessionError> {
    let mine = |login: &mut Login| login.account = Some(1);
    let login = session.update(mine).await?;
    session.regenerate_for("1").await?;
    Ok(Json(login))
}

/// What matters asks for the password again when the session stands on doubtful ground.
#[middleware(before)]
fn certain(standing: &SessionStanding) -> Result<(), StatusCode> {
    if standing.needs_step_up() {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(())
}

fn app(store: impl onionskin::SessionStore, binding: SessionBinding<Login>) -> TestClient {
    TestClient::new(middleware_stack! {
        ProxyHeaders::new(),
        Sessions::<Login>::new(store),
        (binding),
        => routes {
            POST "/" => visit,
            GET "/" => read,
            POST "/login" => log_in,
            "/transfer" => { certain, => visit },
        }
    })
}

fn binding() -> SessionBinding<Login> {
    SessionBinding::new(SECRET)
}

/// A browser somewhere.
#[derive(Clone, Copy)]
struct From<'a>(&'a str, &'a str);

const HOME: From<'_> = From("192.0.2.10", BROWSER);
const NEXT_DOOR: From<'_> = From("192.0.2.200", BROWSER);
const ABROAD: From<'_> = From("198.51.100.7", BROWSER);

impl From<'_> {
    async fn ask(self, client: &TestClient, method: &str, path: &str) -> TestResponse {
        let ip: IpAddr = self.0.parse().unwrap();
        let method = method.parse().unwrap();
        client
            .request(method, path)
            .peer(SocketAddr::new(ip, 40_000))
            .header("user-agent", self.1)
            .await
    }

    async fn visits(self, client: &TestClient) -> u32 {
        let res = self.ask(client, "POST", "/").await;
        res.json::<Login>().await.visits
    }
}

#[tokio::test]
async fn a_cookie_that_comes_from_elsewhere_opens_nothing_any_more() {
    let store = MemoryStore::new();
    let client = app(store.clone(), binding());
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(HOME.visits(&client).await, 2);
    let stolen = ABROAD.ask(&client, "GET", "/").await;
    let set = stolen.header("set-cookie").unwrap().to_owned();
    assert!(set.contains("Max-Age=0"), "{set}");
    assert_eq!(stolen.json::<Login>().await, Login::default());
    assert!(store.is_empty(), "the stolen session lives on");
}

#[tokio::test]
async fn within_its_network_a_session_may_move() {
    let client = app(MemoryStore::new(), binding());
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(NEXT_DOOR.visits(&client).await, 2);
    let six = app(MemoryStore::new(), binding());
    assert_eq!(From("2001:db8:1:2300::1", BROWSER).visits(&six).await, 1);
    assert_eq!(From("2001:db8:1:23ff::9", BROWSER).visits(&six).await, 2);
    assert_eq!(From("2001:db8:1:2400::1", BROWSER).visits(&six).await, 1);
}

#[tokio::test]
async fn the_prefix_is_as_long_as_was_chosen() {
    let client = app(MemoryStore::new(), binding().address_prefix(32, 128));
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(NEXT_DOOR.visits(&client).await, 1);
    let client = app(MemoryStore::new(), binding().ignore_address());
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(ABROAD.visits(&client).await, 2);
}

#[tokio::test]
async fn other_software_is_elsewhere_unless_it_does_not_matter() {
    let client = app(MemoryStore::new(), binding());
    let curl = From(HOME.0, "curl/8.0");
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(curl.visits(&client).await, 1);
    let client = app(MemoryStore::new(), binding().ignore_user_agent());
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(curl.visits(&client).await, 2);
}

#[tokio::test]
async fn what_a_stranger_says_of_his_address_is_not_believed() {
    let client = app(MemoryStore::new(), binding());
    assert_eq!(HOME.visits(&client).await, 1);
    let lie = client
        .post("/")
        .peer("198.51.100.7:40000".parse().unwrap())
        .header("user-agent", BROWSER)
        .header("x-forwarded-for", HOME.0)
        .await;
    assert_eq!(lie.json::<Login>().await.visits, 1);
}

#[tokio::test]
async fn an_odd_user_agent_is_one_like_any_other() {
    for odd in [&b""[..], b"\xff\xfe", &[b'a'; 4000]] {
        let client = app(MemoryStore::new(), binding());
        for expected in [1, 2] {
            let res = client
                .post("/")
                .peer("192.0.2.10:40000".parse().unwrap())
                .header("user-agent", HeaderValue::from_bytes(odd).unwrap())
                .await;
            assert_eq!(res.json::<Login>().await.visits, expected, "{odd:?}");
        }
    }
}

#[tokio::test]
async fn with_step_up_the_session_goes_on_and_what_matters_waits_for_a_login() {
    let client = app(
        MemoryStore::new(),
        binding().on_mismatch(OnMismatch::StepUp),
    );
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(ABROAD.visits(&client).await, 2, "the session goes on");
    for _ in 0..2 {
        let refused = ABROAD.ask(&client, "POST", "/transfer").await;
        assert_eq!(refused.status(), 401, "looking around must not be enough");
    }
    ABROAD
        .ask(&client, "POST", "/login")
        .await
        .assert_status(200);
    let allowed = ABROAD.ask(&client, "POST", "/transfer").await;
    assert_eq!(allowed.json::<Login>().await.visits, 3);
    let back = HOME.ask(&client, "POST", "/transfer").await;
    assert_eq!(back.status(), 401, "it is bound to where the login was");
}

#[tokio::test]
async fn to_notify_only_binds_the_session_to_where_it_is_now() {
    let (told, listener) = ear();
    let notifying = binding().on_mismatch(OnMismatch::NotifyOnly);
    let client = app(MemoryStore::new(), notifying.notify(listener));
    assert_eq!(HOME.visits(&client).await, 1);
    assert_eq!(ABROAD.visits(&client).await, 2);
    assert_eq!(ABROAD.visits(&client).await, 3);
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1, "each move is told once");
    assert_eq!(told[0].before.visits, 1);
    assert_eq!(told[0].after.visits, 1);
    assert_eq!(told[0].ip, Some(ABROAD.0.parse().unwrap()));
    assert_eq!(told[0].action, OnMismatch::NotifyOnly);
}

#[tokio::test]
async fn who_is_notified_of_a_reset_hears_what_was_and_what_is() {
    let (told, listener) = ear();
    let client = app(MemoryStore::new(), binding().notify(listener));
    HOME.visits(&client).await;
    HOME.ask(&client, "POST", "/login").await;
    assert!(told.lock().unwrap().is_empty());
    ABROAD.ask(&client, "GET", "/").await;
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].before.account, Some(1));
    assert_eq!(told[0].after, Login::default());
    assert_eq!(told[0].subject.as_deref(), Some("1"));
    assert!(!format!("{:?}", told[0]).contains("account"));
}

type Ear = Arc<Mutex<Vec<SessionMoved<Login>>>>;
type Note = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Somebody who listens, and takes its time.
fn ear() -> (Ear, impl Fn(SessionMoved<Login>) -> Note + Send + Sync) {
    let told = Ear::default();
    let listening = Arc::clone(&told);
    let listener = move |moved| -> Note {
        let listening = Arc::clone(&listening);
        Box::pin(async move {
            tokio::task::yield_now().await;
            listening.lock().unwrap().push(moved);
        })
    };
    (told, listener)
}

#[tokio::test]
async fn a_session_that_nobody_has_bound_is_bound_where_it_is_first_seen() {
    let store = MemoryStore::new();
    let unbound = TestClient::new(middleware_stack! {
        Sessions::<Login>::new(store.clone()), => visit
    });
    let id = unbound.post("/").await;
    let id = id.cookie("__Host-SESSION_ID").unwrap().value().to_owned();
    let client = app(store, binding());
    let from = async |ip: &str| {
        let res = client
            .get("/")
            .cookie("__Host-SESSION_ID", &id)
            .peer(SocketAddr::new(ip.parse().unwrap(), 40_000))
            .await;
        res.json::<Login>().await.visits
    };
    assert_eq!(from(HOME.0).await, 1);
    assert_eq!(from(ABROAD.0).await, 0);
}

#[tokio::test]
async fn a_request_without_a_cookie_asks_no_store() {
    let spy = SpyStore::new(MemoryStore::new());
    let client = app(spy.clone(), binding());
    let res = HOME.ask(&client, "GET", "/").await;
    assert_eq!(res.header("set-cookie"), None);
    assert_eq!(spy.asked(), 0);
}

#[tokio::test]
async fn binding_costs_a_new_session_no_further_write() {
    let spy = SpyStore::new(MemoryStore::new());
    let client = app(spy.clone(), binding());
    HOME.visits(&client).await;
    assert_eq!(spy.asked(), 1, "to create");
    HOME.visits(&client).await;
    assert_eq!(spy.asked(), 3, "to load and to save");
}

#[tokio::test]
async fn while_the_store_is_down_nobody_is_let_in_as_somebody() {
    let spy = SpyStore::new(MemoryStore::new());
    let client = app(spy.clone(), binding());
    HOME.visits(&client).await;
    spy.break_down();
    let refused = HOME.ask(&client, "GET", "/").await;
    assert_eq!(refused.status(), 503);
    spy.recover();
    assert_eq!(HOME.visits(&client).await, 2);
}

#[test]
fn settings_that_cannot_work_are_refused_in_words() {
    for (binding, expected) in [
        (
            SessionBinding::<Login>::new("hunter2").ignore_address(),
            SessionBindingError::WeakSecret,
        ),
        (
            binding().ignore_address().ignore_user_agent(),
            SessionBindingError::NoSignals,
        ),
        (
            binding().address_prefix(33, 56),
            SessionBindingError::PrefixLength { ipv4: 33, ipv6: 56 },
        ),
        (
            binding().address_prefix(24, 0),
            SessionBindingError::PrefixLength { ipv4: 24, ipv6: 0 },
        ),
    ] {
        assert_eq!(binding.check(), Err(expected.clone()));
        assert!(expected.to_string().contains('`'), "{expected}");
    }
    assert_eq!(binding().check(), Ok(()));
    assert!(!format!("{:?}", binding()).contains("thirty"));
}

#[test]
#[should_panic(expected = "the secret of `SessionBinding` has less than 32 bytes")]
fn a_stack_whose_binding_cannot_work_is_not_built() {
    app(MemoryStore::new(), SessionBinding::new("hunter2"));
}
