//! What the quickstart promises.

use onionskin::{Error, TestClient};

use super::app;

fn visitor() -> Result<TestClient, Error> {
    Ok(TestClient::new(app()?.0).base_url("http://127.0.0.1:8000"))
}

#[tokio::test]
async fn visits_are_counted_for_each_visitor() -> Result<(), Error> {
    let ann = visitor()?;
    let ben = ann.another();
    assert_eq!(ann.get("/api/visits").await.text().await, r#"{"visits":1}"#);
    assert_eq!(ann.get("/api/visits").await.text().await, r#"{"visits":2}"#);
    assert_eq!(ben.get("/api/visits").await.text().await, r#"{"visits":1}"#);
    Ok(())
}

#[tokio::test]
async fn the_page_greets_by_name_and_nothing_in_a_name_is_markup() -> Result<(), Error> {
    let client = visitor()?;
    let page = client.post("/name").form(&[("name", "<b>Ann")]).await;
    let page = page.assert_status(200).text().await;
    assert!(
        page.contains("Hello, &lt;b&gt;Ann.") && !page.contains("<b>"),
        "{page}"
    );
    assert!(page.contains("<svg"), "{page}");
    Ok(())
}

#[tokio::test]
async fn who_has_told_no_name_is_asked_for_it() -> Result<(), Error> {
    let client = visitor()?;
    client
        .get("/whoami")
        .await
        .assert_status(401)
        .assert_header("content-type", "application/problem+json");
    client
        .post("/api/name")
        .json(&serde_json::json!({ "name": "Ann" }))
        .await
        .assert_status(200);
    assert_eq!(
        client.get("/whoami").await.text().await,
        r#"{"name":"Ann"}"#
    );
    Ok(())
}

#[tokio::test]
async fn a_bad_name_is_refused_and_the_old_one_kept() -> Result<(), Error> {
    let client = visitor()?;
    client
        .post("/api/name")
        .json(&serde_json::json!({ "name": "Ann" }))
        .await;
    let bad = [
        (r#"{"name":""}"#, 422),
        (r#"{"name":7}"#, 422),
        (r#"{"nam":"x"}"#, 422),
        ("{", 400),
    ];
    for (body, status) in bad {
        let request = client
            .post("/api/name")
            .header("content-type", "application/json")
            .body(body);
        request
            .await
            .assert_status(status)
            .assert_header("content-type", "application/problem+json");
    }
    assert_eq!(
        client.get("/whoami").await.text().await,
        r#"{"name":"Ann"}"#
    );
    Ok(())
}

#[tokio::test]
async fn after_the_logout_nothing_is_known() -> Result<(), Error> {
    let client = visitor()?;
    client.get("/api/visits").await;
    let old = client.cookie("SESSION_ID");
    client.post("/api/logout").await.assert_status(204);
    assert_eq!(client.cookie("SESSION_ID"), None);
    assert_eq!(
        client.get("/api/visits").await.text().await,
        r#"{"visits":1}"#
    );
    assert_ne!(client.cookie("SESSION_ID"), old);
    Ok(())
}

#[test]
fn the_drawing_in_the_readme_is_that_of_the_code() -> Result<(), Error> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/quickstart.svg");
    let drawn = app()?.1.to_svg();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, &drawn)?;
    }
    assert_eq!(
        std::fs::read_to_string(file)?,
        drawn,
        "run it with BLESS=1 to draw it again"
    );
    Ok(())
}
