//! The forms that a Lilya application has shown are taken while it moves to this side.

use onionskin::{CsrfError, TestClient, prelude::*, stages::LilyaTokens};

use super::{assert_refused, guarded, send_token, shown_token};

/// Of the secret `secret`, as Lilya's own `generate_csrf_token` writes it.
const SIGNATURE: &str = "8126eaffc3c768aede0f23036009c4f4fe8e2fb00d01d5391966f553646ad6ea";

fn token() -> String {
    format!("{}{SIGNATURE}", "0".repeat(64))
}

/// Another that is as good.
fn another_token() -> String {
    let signature = "008925f4f63768868d10344e9fa865cb513492d33ee97b578af0bd25a532ff62";
    format!("{}{signature}", "1".repeat(64))
}

fn moving() -> TestClient {
    let tokens = CsrfTokens::new().accept_lilya(LilyaTokens::new("secret"));
    TestClient::new(guarded(tokens))
}

#[test]
fn the_token_of_lilya_is_one_and_nothing_near_it() {
    let tokens = LilyaTokens::new("secret");
    assert!(tokens.is_valid(&token()) && tokens.is_valid(&another_token()));
    assert!(!LilyaTokens::new("another").is_valid(&token()));
    for other in [
        String::new(),
        "0".repeat(64),
        "0".repeat(128),
        format!("{}0", token()),
        token()[..127].to_owned(),
        token().to_uppercase(),
        format!("1{}", &token()[1..]),
        "ä".repeat(64),
    ] {
        assert!(!tokens.is_valid(&other), "{other}");
    }
}

#[tokio::test]
async fn it_is_taken_from_the_header_and_from_forms_beside_its_cookie() {
    let client = moving();
    let sent = || client.post("/").cookie("csrftoken", &token());
    sent()
        .header("x-csrftoken", token())
        .await
        .assert_status(200);
    let form = [("csrf_token", token())];
    sent().form(&form).await.assert_status(200);
    let parts = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{}\r\n--b--\r\n",
        token()
    );
    let multipart = sent()
        .header("content-type", "multipart/form-data; boundary=b")
        .body(parts.clone());
    assert_eq!(multipart.await.assert_status(200).text().await, parts);
}

#[tokio::test]
async fn it_is_refused_without_the_same_token_in_one_cookie() {
    let client = moving();
    let post = || client.post("/").header("x-csrftoken", token());
    assert_refused(post().await).await;
    let unsigned = format!("1{}", &token()[1..]);
    for cookies in [
        format!("csrftoken={unsigned}"),
        format!("csrftoken={}", another_token()),
        format!("csrftoken={}; csrftoken={}", token(), another_token()),
        format!("csrftoken={}; csrftoken={unsigned}", token()),
        format!("__Host-csrftoken={}", token()),
        "csrftoken=".to_owned(),
    ] {
        assert_refused(post().header("cookie", cookies).await).await;
    }
    let cookie_alone = client.post("/").cookie("csrftoken", &token());
    assert_refused(cookie_alone.await).await;
    let in_query = client.post(&format!("/?csrf_token={}", token()));
    assert_refused(in_query.cookie("csrftoken", &token()).await).await;
}

#[tokio::test]
async fn tokens_of_ours_are_taken_as_before() {
    let client = moving();
    let ours = shown_token(&client).await;
    send_token(&client, &ours).await.assert_status(200);
    let beside = client
        .post("/")
        .cookie("csrftoken", &token())
        .header("x-csrf-token", &ours);
    beside.await.assert_status(200);
}

#[tokio::test]
async fn it_is_not_taken_unless_told() {
    let client = TestClient::new(guarded(CsrfTokens::new()));
    let sent = client
        .post("/")
        .cookie("csrftoken", &token())
        .header("x-csrf-token", token());
    assert_refused(sent.await).await;
}

#[tokio::test]
async fn its_names_can_be_others() {
    let lilya = LilyaTokens::new("secret").cookie("guard").header("X-Guard");
    let client = TestClient::new(guarded(CsrfTokens::new().accept_lilya(lilya)));
    let sent = client
        .post("/")
        .cookie("guard", &token())
        .header("x-guard", token());
    sent.await.assert_status(200);
}

#[test]
fn its_secret_is_needed_and_never_printed() {
    let tokens = CsrfTokens::<u64>::new().accept_lilya(LilyaTokens::new(""));
    assert_eq!(tokens.check(), Err(CsrfError::Secret));
    let tokens = CsrfTokens::<u64>::new().accept_lilya(LilyaTokens::new("hunter2"));
    assert!(!format!("{tokens:?}").contains("hunter2"));
    let unnamed = LilyaTokens::new("secret").header("no name");
    let tokens = CsrfTokens::<u64>::new().accept_lilya(unnamed);
    assert_eq!(tokens.check(), Err(CsrfError::Header("no name".to_owned())));
}
