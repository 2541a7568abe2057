//! Bodies: what is streamed, uploaded and echoed.

use std::convert::Infallible;

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::Path,
    http::{
        StatusCode,
        header::{CONTENT_TYPE, HeaderName},
    },
    routing::{get, post},
};
use futures_util::{Stream, StreamExt, stream};
use onionskin_benches::contract::{LARGE, OCTETS, Order, data, pieces, sent_pieces};

use crate::handlers::plain;

pub(crate) fn router() -> Router {
    plain()
        .route("/stream/{kib}", get(streamed))
        .route("/waited", get(waited))
        .route("/large", get(async || octets(data(LARGE))))
        .route("/whole", post(whole))
        .route("/piecewise", post(piecewise))
        .route("/echo", post(echo))
}

type Octets = ([(HeaderName, &'static str); 1], Body);

fn octets(body: impl Into<Body>) -> Octets {
    ([(CONTENT_TYPE, OCTETS)], body.into())
}

async fn streamed(Path(kib): Path<usize>) -> Octets {
    octets(Body::from_stream(ready(kib)))
}

async fn waited() -> Octets {
    let mut pieces = sent_pieces();
    let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
    octets(Body::from_stream(pieces.map(Ok::<_, Infallible>)))
}

fn ready(kib: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send {
    stream::iter(pieces(kib).map(Ok))
}

async fn whole(body: Bytes) -> String {
    body.len().to_string()
}

async fn piecewise(body: Body) -> Result<String, (StatusCode, String)> {
    let (mut pieces, mut sum) = (body.into_data_stream(), 0);
    while let Some(piece) = pieces.next().await {
        let broken = |error: axum::Error| (StatusCode::BAD_REQUEST, error.to_string());
        sum += piece.map_err(broken)?.len();
    }
    Ok(sum.to_string())
}

async fn echo(Json(order): Json<Order>) -> Json<Order> {
    Json(order)
}
