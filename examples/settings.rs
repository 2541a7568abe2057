//! A stage with settings, named where it stands; and a stage that a setting switches off.
//!
//! `cargo run --example settings`, then `curl -i -d 'more than sixteen bytes' http://127.0.0.1:8000/`
use onionskin::prelude::*;

/// Refuses bodies that say they are larger than `max` bytes. Without a default, `max` has to be given.
#[middleware(before)]
fn body_at_most(
    req: &mut Request,
    #[setting] max: u64,
    #[setting(default = StatusCode::PAYLOAD_TOO_LARGE)] status: StatusCode,
) -> Result<(), Problem> {
    let length = req
        .header(header::CONTENT_LENGTH)
        .and_then(|text| text.parse::<u64>().ok());
    match length {
        Some(length) if length > max => {
            Err(Problem::new(status).detail(format!("at most {max} bytes")))
        }
        _ => Ok(()),
    }
}

/// Says who answered.
#[middleware(after)]
fn signed(res: &mut Response, #[setting(default = "onionskin")] by: &'static str) {
    res.headers_mut()
        .insert(header::SERVER, HeaderValue::from_static(by));
}

#[handler]
fn echo(body: String) -> String {
    body
}

/// `Option<Stage>` is a stage: what it lends nobody, nobody can miss.
fn app(is_signed: bool) -> impl Application {
    middleware_stack! {
        is_signed.then_some(signed { by: "settings" }),
        body_at_most { max: 16 },
        => routes { POST "/" => echo }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    let is_signed = std::env::var_os("UNSIGNED").is_none();
    onionskin::serve("127.0.0.1:8000", app(is_signed)).await
}

#[cfg(test)]
mod tests {
    use onionskin::TestClient;

    #[tokio::test]
    async fn a_setting_is_what_the_stack_says() {
        let client = TestClient::new(super::app(true));
        client.post("/").body("short").await.assert_status(200);
        let res = client.post("/").body("more than sixteen bytes").await;
        assert!(
            res.assert_status(413)
                .text()
                .await
                .contains("at most 16 bytes")
        );
    }

    #[tokio::test]
    async fn a_stage_that_is_switched_off_does_nothing() {
        let on = TestClient::new(super::app(true)).post("/").await;
        assert_eq!(on.header("server"), Some("settings"));
        let off = TestClient::new(super::app(false)).post("/").await;
        assert_eq!(off.header("server"), None);
    }
}
