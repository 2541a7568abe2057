//! Looking at a session's data: what is copied, what is decoded, and what caches are told.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use onionskin::{
    MemoryStore, Session, SessionError, SessionStore, Sessions,
    prelude::*,
    session::{Codec, CodecError, JsonCodec},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    spy_store::SpyStore,
    visitor::{cookie, count, read, visit},
};

/// Data that tells how often it was copied.
#[derive(Default, Serialize, Deserialize)]
struct Copied(u64);

static COPIES: AtomicUsize = AtomicUsize::new(0);

impl Clone for Copied {
    fn clone(&self) -> Self {
        COPIES.fetch_add(1, Relaxed);
        Self(self.0)
    }
}

#[tokio::test]
async fn to_look_at_the_data_copies_nothing() {
    let sessions = Sessions::<Copied>::new(MemoryStore::new());
    let look = async |session: &Session<Copied>| session.with(|data| data.0).await.unwrap();
    let before = COPIES.load(Relaxed);
    assert_eq!(visit(&sessions, "", look).await.0, 0, "without a session");
    assert_eq!(COPIES.load(Relaxed), before);

    let change = async |session: &Session<Copied>| session.update(|data| data.0 = 7).await;
    let known = cookie(&visit(&sessions, "", change).await.1);
    let before = COPIES.load(Relaxed);
    for _ in 0..3 {
        assert_eq!(visit(&sessions, &known, look).await.0, 7);
    }
    assert_eq!(COPIES.load(Relaxed), before);
}

#[tokio::test]
async fn a_look_may_ask_the_session_something() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (is_new, _) = visit(&sessions, &known, async |session| {
        session.with(|_| session.is_new()).await.unwrap()
    })
    .await;
    assert!(!is_new);
}

#[tokio::test]
async fn a_visitor_without_a_session_is_shown_what_was_populated() {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).default_data(3);
    let (seen, _) = visit(&sessions, "", async |session| {
        let default = session.with(|data| *data).await?;
        session.populate(async { 5 }).await?;
        Ok::<_, SessionError>((default, session.with(|data| *data).await?))
    })
    .await;
    assert_eq!(seen.unwrap(), (3, 5));
}

/// JSON that counts how often it is read.
struct Counting(&'static AtomicUsize);

impl Codec for Counting {
    const NAME: &'static str = "counting";

    fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError> {
        JsonCodec.encode(data)
    }

    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CodecError> {
        self.0.fetch_add(1, Relaxed);
        JsonCodec.decode(bytes)
    }
}

/// How often data was decoded in three requests after the first.
async fn decoded(store: impl SessionStore, reads: &'static AtomicUsize) -> usize {
    let sessions = Sessions::<u64>::new(store).codec(Counting(reads));
    let known = cookie(&visit(&sessions, "", count).await.1);
    let before = reads.load(Relaxed);
    for _ in 0..3 {
        assert_eq!(visit(&sessions, &known, read).await.0, 1);
    }
    reads.load(Relaxed) - before
}

#[tokio::test]
async fn a_memory_store_has_data_decoded_once() {
    static READS: AtomicUsize = AtomicUsize::new(0);
    assert_eq!(decoded(MemoryStore::new(), &READS).await, 1);
}

#[tokio::test]
async fn a_store_that_copies_its_records_has_data_decoded_every_time() {
    static READS: AtomicUsize = AtomicUsize::new(0);
    assert_eq!(decoded(SpyStore::new(MemoryStore::new()), &READS).await, 3);
}

#[tokio::test]
async fn what_is_remembered_is_what_decoding_gives() {
    /// What one request leaves beside the session, and no other sees.
    #[derive(Clone, Default, Serialize, Deserialize)]
    struct Draft {
        text: String,
        #[serde(skip)]
        cursor: usize,
    }

    let sessions = Sessions::<Draft>::new(MemoryStore::new());
    let write = async |session: &Session<Draft>| {
        let text = "draft".to_owned();
        session
            .update(|data| {
                *data = Draft {
                    text: text.clone(),
                    cursor: 5,
                }
            })
            .await
    };
    let known = cookie(&visit(&sessions, "", write).await.1);
    for _ in 0..2 {
        let (draft, _) = visit(&sessions, &known, async |session| session.get().await).await;
        let draft = draft.unwrap();
        assert_eq!((&*draft.text, draft.cursor), ("draft", 0));
    }
}

#[tokio::test]
async fn data_of_another_type_or_codec_is_decoded_for_itself() {
    let store = MemoryStore::new();
    let numbers = Sessions::<u64>::new(store.clone());
    let known = cookie(&visit(&numbers, "", count).await.1);
    assert_eq!(visit(&numbers, &known, read).await.0, 1);

    let texts = Sessions::<serde_json::Value>::new(store);
    let (text, _) = visit(&texts, &known, async |session| session.get().await).await;
    assert_eq!(text.unwrap(), serde_json::json!(1));
    assert_eq!(visit(&numbers, &known, read).await.0, 1);
}

#[tokio::test]
async fn caches_are_told_unless_that_is_left_to_the_application() {
    for is_told in [true, false] {
        let sessions = Sessions::<u64>::new(MemoryStore::new()).cache_headers(is_told);
        let (_, began) = visit(&sessions, "", count).await;
        assert_eq!(began.headers().contains_key("cache-control"), is_told);
        let (_, answer) = visit(&sessions, &cookie(&began), read).await;
        assert_eq!(answer.headers().contains_key("vary"), is_told);
    }
}

#[session_id_fetcher]
fn from_header(req: &Request) -> Option<&str> {
    req.header("x-session")
}

#[handler]
async fn seen(session: &Session<u64>, req: &Request) -> Result<Response, SessionError> {
    let response = session.get().await?.to_string().into_response();
    Ok(match req.header("x-said") {
        Some(said) => response.with_header(header::CACHE_CONTROL, said.parse().unwrap()),
        None => response,
    })
}

#[handler]
fn unseen(_: &Session<u64>) -> &'static str {
    "nobody has looked"
}

#[tokio::test]
async fn what_was_found_elsewhere_than_in_a_cookie_is_kept_out_of_shared_caches() {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).fetcher(from_header {});
    let client = onionskin::TestClient::new(middleware_stack! {
        (sessions),
        => routes { GET "/" => seen, GET "/unseen" => unseen }
    });
    let known = SessionId::random::<256>();
    let request = || client.get("/").header("x-session", known.as_str());
    let answer = request().await;
    assert_eq!(answer.header("cache-control"), Some("private"));
    let answer = request().header("x-said", "max-age=5").await;
    assert_eq!(
        answer.header("cache-control"),
        Some("max-age=5"),
        "the handler knows better"
    );
    assert_eq!(client.get("/unseen").await.header("cache-control"), None);
}
