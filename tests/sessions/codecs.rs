//! Data can be written down in other ways than JSON, and what does not decode breaks nothing.

use onionskin::{
    IntoResponse, MemoryStore, Session, SessionError, Sessions,
    session::{Codec, CodecError, JsonCodec},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::visitor::{cookie, count, read, set_cookie, visit};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Visitor {
    name: String,
    cart: Vec<(u32, Option<f64>)>,
    #[serde(default)]
    note: Option<String>,
}

fn ann() -> Visitor {
    Visitor {
        name: "Ann \u{1f9c5}".to_owned(),
        cart: vec![(7, None), (u32::MAX, Some(0.5))],
        note: None,
    }
}

async fn come(session: &Session<Visitor>) -> Visitor {
    session.update(|data| *data = ann()).await.unwrap()
}

async fn look(session: &Session<Visitor>) -> Visitor {
    session.get().await.unwrap()
}

/// Writes its name before everything, and refuses what begins otherwise.
struct Marked;

impl Codec for Marked {
    const NAME: &'static str = "marked";

    fn encode<T: Serialize>(&self, data: &T) -> Result<Vec<u8>, CodecError> {
        Ok([b"marked".to_vec(), JsonCodec.encode(data)?].concat())
    }

    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CodecError> {
        let data = bytes.strip_prefix(b"marked");
        JsonCodec.decode(data.ok_or_else(|| CodecError::new("no mark"))?)
    }
}

/// Writes nothing at all.
struct Broken;

impl Codec for Broken {
    const NAME: &'static str = "broken";

    fn encode<T: Serialize>(&self, _: &T) -> Result<Vec<u8>, CodecError> {
        Err(CodecError::new("the secret of Ann cannot be written"))
    }

    fn decode<T: DeserializeOwned>(&self, _: &[u8]) -> Result<T, CodecError> {
        Err(CodecError::new("the secret of Ann cannot be read"))
    }
}

#[tokio::test]
async fn a_codec_of_ones_own_writes_and_reads_the_data() {
    let store = MemoryStore::new();
    let sessions = Sessions::<Visitor>::new(store.clone()).codec(Marked);
    let known = cookie(&visit(&sessions, "", come).await.1);
    assert_eq!(visit(&sessions, &known, look).await.0, ann());
    let as_json = Sessions::<Visitor>::new(store);
    assert_eq!(visit(&as_json, &known, look).await.0, Visitor::default());
}

#[cfg(feature = "cookies")]
#[tokio::test]
async fn message_pack_keeps_what_json_keeps_in_fewer_bytes() {
    use onionskin::session::MessagePackCodec;
    let sessions = Sessions::<Visitor>::new(MemoryStore::new()).codec(MessagePackCodec);
    let known = cookie(&visit(&sessions, "", come).await.1);
    assert_eq!(visit(&sessions, &known, look).await.0, ann());
    let bytes = MessagePackCodec.encode(&ann()).unwrap();
    assert!(bytes.len() < JsonCodec.encode(&ann()).unwrap().len());
    for end in 0..bytes.len() {
        let cut = MessagePackCodec.decode::<Visitor>(&bytes[..end]);
        cut.unwrap_err();
    }
    let longer = [&bytes[..], b"\x00"].concat();
    MessagePackCodec.decode::<Visitor>(&longer).unwrap_err();
}

#[cfg(feature = "cookies")]
#[tokio::test]
async fn message_pack_finds_its_fields_by_name() {
    use onionskin::session::MessagePackCodec;
    #[derive(Serialize)]
    struct Before {
        cart: Vec<(u32, Option<f64>)>,
        name: String,
    }
    let before = Before {
        cart: ann().cart,
        name: ann().name,
    };
    let bytes = MessagePackCodec.encode(&before).unwrap();
    assert_eq!(MessagePackCodec.decode::<Visitor>(&bytes).unwrap(), ann());
}

#[tokio::test]
async fn a_codec_that_changes_ends_the_sessions_and_breaks_none() {
    let store = MemoryStore::new();
    let before = Sessions::<u64>::new(store.clone());
    let known = cookie(&visit(&before, "", count).await.1);
    let after = Sessions::<u64>::new(store).codec(Marked);
    assert_eq!(visit(&after, &known, read).await.0, 0);
    assert_eq!(visit(&after, &known, count).await.0, 1);
    assert_eq!(visit(&after, &known, read).await.0, 1);
}

#[tokio::test]
async fn data_that_cannot_be_written_is_an_error_that_quotes_nothing() {
    let store = MemoryStore::new();
    let sessions = Sessions::<u64>::new(store.clone()).codec(Broken);
    let (failed, response) = visit(&sessions, "", async |session| {
        session.update(|count| *count += 1).await
    })
    .await;
    let failed = failed.unwrap_err();
    assert!(matches!(failed, SessionError::Encode(_)));
    assert!(
        !format!("{failed} {failed:?}").contains("Ann"),
        "{failed:?}"
    );
    assert_eq!(set_cookie(&response), None);
    assert!(store.is_empty());
    assert_eq!(failed.into_response().status(), 500);
}

#[tokio::test]
async fn a_damaged_record_can_be_renewed_and_is_not_written_over_by_that() {
    let store = MemoryStore::new();
    let before = Sessions::<u64>::new(store.clone());
    let known = cookie(&visit(&before, "", count).await.1);
    let newer = Sessions::<u64>::new(store).codec(Marked);
    let (renewed, response) = visit(&newer, &known, async |it| it.regenerate().await).await;
    renewed.unwrap();
    let back = visit(&before, &cookie(&response), read).await.0;
    assert_eq!(back, 1, "a roll-back of the program finds its data");
}
