//! Bodies: what is streamed, uploaded and echoed.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http_body_util::BodyExt;
use onionskin::{
    Application, BodyError,
    http::header::{CONTENT_TYPE, HeaderName},
    prelude::*,
};
use onionskin_benches::contract::{LARGE, OCTETS, Order, data, pieces, sent_pieces};

use crate::hello;

pub(crate) fn app() -> impl Application {
    middleware_stack! {
        => routes {
            GET  "/"             => hello,
            GET  "/stream/{kib}" => streamed,
            GET  "/waited"       => waited,
            GET  "/large"        => large,
            POST "/whole"        => whole,
            POST "/piecewise"    => piecewise,
            POST "/echo"         => echo,
        }
    }
}

type Octets = ([(HeaderName, HeaderValue); 1], Body);

fn octets(body: Body) -> Octets {
    let media_type = const { HeaderValue::from_static(OCTETS) };
    ([(CONTENT_TYPE, media_type)], body)
}

#[handler]
fn streamed(Path(kib): Path<usize>) -> Octets {
    octets(Body::from_stream(ready(kib)))
}

#[handler]
fn waited() -> Octets {
    let mut pieces = sent_pieces();
    let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
    octets(Body::from_stream(pieces.map(Ok::<_, Infallible>)))
}

#[handler]
fn large() -> Octets {
    octets(data(LARGE).into())
}

fn ready(kib: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send {
    stream::iter(pieces(kib).map(Ok))
}

#[handler]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is read of a request is taken by value"
)]
fn whole(body: Bytes) -> String {
    body.len().to_string()
}

#[handler]
async fn piecewise(mut body: Body) -> Result<String, BodyError> {
    let mut sum = 0;
    while let Some(frame) = body.frame().await {
        sum += frame?.data_ref().map_or(0, Bytes::len);
    }
    Ok(sum.to_string())
}

#[handler]
fn echo(Json(order): Json<Order>) -> Json<Order> {
    Json(order)
}
