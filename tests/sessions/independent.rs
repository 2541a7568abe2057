//! Several sessions in one application keep out of each other's way.

use onionskin::{TestClient, prelude::*};

#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Shop(u32);

#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Office(pub(super) u32);

#[handler]
pub(super) async fn buy(shop: &Session<Shop>) -> Result<String, SessionError> {
    Ok(shop.update(|shop| shop.0 += 1).await?.0.to_string())
}

#[handler]
async fn work(shop: &Session<Shop>, office: &Session<Office>) -> Result<String, SessionError> {
    let office = office.update(|office| office.0 += 100).await?;
    Ok(format!("{} {}", shop.get().await?.0, office.0))
}

#[handler]
async fn leave(office: &Session<Office>) -> Result<&'static str, SessionError> {
    office.destroy().await?;
    Ok("left")
}

fn client(store: &MemoryStore) -> TestClient {
    let shop = Sessions::<Shop>::new(store.clone())
        .cookie(SessionCookie::new("SHOP").expect("a name for a cookie"));
    let office = Sessions::<Office>::new(store.clone())
        .cookie(SessionCookie::new("OFFICE").expect("a name for a cookie"));
    TestClient::new(middleware_stack! {
        (shop),
        => routes {
            POST "/buy" => buy,
            "/office" => {
                (office),
                => routes {
                    POST "/work" => work,
                    POST "/leave" => leave,
                }
            }
        }
    })
}

#[tokio::test]
async fn two_sessions_in_one_store_are_two() {
    let store = MemoryStore::new();
    let client = client(&store);
    assert_eq!(client.post("/buy").await.text().await, "1");
    let both = client.post("/office/work").await;
    assert_eq!(both.cookie("__Host-SHOP"), None, "it was not written");
    assert!(both.cookie("__Host-OFFICE").is_some());
    assert_eq!(both.text().await, "1 100");
    assert_eq!(client.post("/office/work").await.text().await, "1 200");
    assert_eq!(store.len(), 2);
}

#[tokio::test]
async fn the_end_of_one_is_not_the_end_of_the_other() {
    let store = MemoryStore::new();
    let client = client(&store);
    client.post("/buy").await;
    client.post("/office/work").await;
    client.post("/office/leave").await.assert_status(200);
    assert_eq!(store.len(), 1);
    assert_eq!(client.post("/buy").await.text().await, "2");
    assert_eq!(client.post("/office/work").await.text().await, "2 100");
}

#[tokio::test]
async fn the_id_of_one_opens_nothing_under_the_name_of_the_other() {
    let client = client(&MemoryStore::new());
    let bought = client.post("/buy").await;
    let id = bought.cookie("__Host-SHOP").unwrap().value().to_owned();
    let other = client.another();
    let res = other
        .post("/office/work")
        .cookie("__Host-OFFICE", &id)
        .await;
    assert_eq!(res.text().await, "0 100", "data that does not fit is empty");
}
