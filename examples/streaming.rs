//! Bodies that are never whole: one that is made as it is sent, one that is read as it comes.
//!
//! `cargo run --example streaming`, then `curl -N http://127.0.0.1:8000/countdown` and
//! `curl -T some-large-file http://127.0.0.1:8000/measure`
use std::convert::Infallible;

use futures_util::stream;
use http_body_util::BodyExt as _;
use onionskin::prelude::*;

/// How long a second is; shorter in tests.
struct Tick(Duration);

/// Sends one line a tick. When the client hangs up, the stream is dropped and the work ends.
#[handler]
fn countdown(tick: &Tick) -> Body {
    let tick = tick.0;
    Body::from_stream(stream::unfold(3_u32, move |left| async move {
        tokio::time::sleep(tick).await;
        let line = match left {
            0 => return None,
            1 => "1, and up\n".to_owned(),
            left => format!("{left}\n"),
        };
        Some((Ok::<_, Infallible>(line), left - 1))
    }))
}

/// Measures a body in constant memory, however long the body is.
#[handler]
async fn measure(req: &mut Request) -> Result<String, Problem> {
    let (mut chunks, mut bytes) = (0, 0);
    while let Some(frame) = req.body_mut().frame().await {
        let frame = frame.map_err(|error| {
            Problem::new(StatusCode::BAD_REQUEST)
                .detail("the body broke off")
                .caused_by(error)
        })?;
        if let Ok(chunk) = frame.into_data() {
            chunks += 1;
            bytes += chunk.len();
        }
    }
    Ok(format!(
        "{bytes} bytes, {}\n",
        if chunks > 1 { "bit by bit" } else { "at once" }
    ))
}

fn app(tick: Duration) -> impl Application {
    middleware_stack! {
        provide Tick(tick);
        => routes {
            GET "/countdown" => countdown,
            PUT "/measure" => measure,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), onionskin::Error> {
    onionskin::serve("127.0.0.1:8000", app(Duration::from_secs(1))).await
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, time::Duration};

    use futures_util::stream;
    use onionskin::{Body, TestClient};

    #[tokio::test]
    async fn chunks_come_one_by_one() {
        let client = TestClient::over_socket(super::app(Duration::ZERO)).await;
        let mut res = client.get("/countdown").await;
        assert_eq!(res.chunk().await.as_deref(), Some(&b"3\n"[..]));
        assert_eq!(res.text().await, "2\n1, and up\n");
    }

    #[tokio::test]
    async fn a_body_of_many_chunks_is_read_to_its_end() {
        let client = TestClient::over_socket(super::app(Duration::ZERO)).await;
        let chunks = stream::iter((0..1000).map(|_| Ok::<_, Infallible>("a line\n")));
        let res = client.put("/measure").body(Body::from_stream(chunks)).await;
        assert_eq!(res.text().await, "7000 bytes, bit by bit\n");
    }
}
