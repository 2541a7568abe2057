//! The fields of forms and queries.

use onionskin::{Form, FromRequest, Query};
use serde::Deserialize;
use serde_json::Value;

use super::{FORM, Order, get, post, refusal};

#[tokio::test]
async fn a_form_comes_from_the_body_of_a_post_and_the_query_of_a_get() {
    let text = "item=gr%C3%BCner+Tee&count=2";
    let requests = [
        post(FORM, text),
        post("application/x-www-form-urlencoded;charset=UTF-8", text),
        get(&format!("/?{text}")),
    ];
    for mut request in requests {
        let Form(order) = Form::<Order>::from_request(&mut request).await.unwrap();
        assert_eq!((&*order.item, order.count), ("grüner Tee", 2));
    }
}

#[tokio::test]
async fn a_form_that_does_not_fit_gets_the_status_of_its_mistake() {
    let many = "a=1&".repeat(1001);
    let table = [
        ("text/plain", "item=tea&count=2", 415),
        (FORM, "item=%FF&count=2", 400),
        (FORM, "item=%C3&count=%BC", 400),
        (FORM, &many, 400),
        (FORM, "item=tea&count=many", 422),
        (FORM, "item=tea", 422),
        (FORM, "item=tea&item=coffee&count=2", 422),
        (FORM, "", 422),
    ];
    for (content_type, text, expected) in table {
        let (status, document) = refusal::<Form<Order>>(post(content_type, text.to_owned())).await;
        assert_eq!(status, expected, "{text:.40}: {document}");
    }
    assert_eq!(
        refusal::<Form<Order>>(post(FORM, &b"item=\xff"[..]))
            .await
            .0,
        400
    );
    let (_, document) = refusal::<Form<Order>>(post(FORM, "item=tea&count=many")).await;
    assert_eq!(document["field"], "count");
}

#[tokio::test]
async fn a_thousand_fields_are_not_too_many() {
    let text = vec!["a=1"; 1000].join("&");
    let mut request = post(FORM, text);
    let Form(fields) = Form::<Vec<(String, u8)>>::from_request(&mut request)
        .await
        .unwrap();
    assert_eq!(fields.len(), 1000);
}

#[tokio::test]
async fn a_query_is_taken_or_refused_with_a_400() {
    #[derive(Debug, Deserialize)]
    struct Page {
        page: u32,
        word: Option<String>,
    }
    let mut request = get("/?page=3&word=a%20b&unknown=x");
    let Query(page) = Query::<Page>::from_request(&mut request).await.unwrap();
    assert_eq!((page.page, page.word.as_deref()), (3, Some("a b")));

    for (uri, field) in [
        ("/", Some("page")),
        ("/?", Some("page")),
        ("/?page=x", Some("page")),
        ("/?page=", Some("page")),
        ("/?page=99999999999", Some("page")),
        ("/?page=1&word=%FF", None),
        ("/?page=1&word=%E2%82", None),
    ] {
        let (status, document) = refusal::<Query<Page>>(get(uri)).await;
        assert_eq!(status, 400, "{uri}");
        assert_eq!(
            document.get("field").and_then(Value::as_str),
            field,
            "{uri}"
        );
    }
}
