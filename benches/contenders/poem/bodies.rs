//! Bodies: what is streamed, uploaded and echoed.

use std::io;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use onionskin_benches::contract::{JSON, LARGE, OCTETS, Order, data, pieces, sent_pieces};
use poem::{
    Body, IntoResponse, Response, Route, get, handler, post,
    web::{Json, Path},
};

use crate::plain;

pub(crate) fn routes() -> Route {
    plain()
        .at("/stream/:kib", get(streamed))
        .at("/waited", get(waited))
        .at("/large", get(large))
        .at("/whole", post(whole))
        .at("/piecewise", post(piecewise))
        .at("/echo", post(echo))
}

fn octets(body: Body) -> Response {
    Response::builder().content_type(OCTETS).body(body)
}

#[handler]
async fn streamed(Path(kib): Path<usize>) -> Response {
    octets(Body::from_bytes_stream(ready(kib)))
}

#[handler]
async fn waited() -> Response {
    let mut pieces = sent_pieces();
    let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
    octets(Body::from_bytes_stream(pieces.map(io::Result::Ok)))
}

#[handler]
async fn large() -> Response {
    octets(data(LARGE).into())
}

fn ready(kib: usize) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::iter(pieces(kib).map(Ok))
}

#[handler]
async fn whole(body: Vec<u8>) -> String {
    body.len().to_string()
}

#[handler]
async fn piecewise(body: Body) -> poem::Result<String> {
    let (mut pieces, mut sum) = (Box::pin(body.into_bytes_stream()), 0);
    while let Some(piece) = pieces.next().await {
        sum += piece.map_err(poem::error::InternalServerError)?.len();
    }
    Ok(sum.to_string())
}

#[handler]
async fn echo(Json(order): Json<Order>) -> impl IntoResponse {
    Json(order).with_content_type(JSON)
}
