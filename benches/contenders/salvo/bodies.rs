//! Bodies: what is streamed, uploaded and echoed.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http_body_util::BodyExt;
use onionskin_benches::contract::{LARGE, OCTETS, Order, data, pieces, sent_pieces};
use salvo::{
    http::{HeaderValue, ParseError, header::CONTENT_TYPE},
    prelude::*,
};

use crate::{hello, json};

pub(crate) fn router() -> Router {
    let path = Router::with_path;
    Router::new()
        .get(hello)
        .push(path("stream/{kib}").get(streamed))
        .push(path("waited").get(waited))
        .push(path("large").get(large))
        .push(path("whole").post(whole))
        .push(path("piecewise").post(piecewise))
        .push(path("echo").post(echo))
}

fn octets(response: &mut Response) -> &mut Response {
    let media_type = const { HeaderValue::from_static(OCTETS) };
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

#[handler]
async fn streamed(request: &mut Request, response: &mut Response) {
    let kib = request.param("kib").unwrap_or_default();
    octets(response).stream(ready(kib));
}

#[handler]
async fn waited(response: &mut Response) {
    let mut pieces = sent_pieces();
    let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
    octets(response).stream(pieces.map(Ok::<_, Infallible>));
}

#[handler]
async fn large(response: &mut Response) {
    octets(response).body(data(LARGE));
}

fn ready(kib: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send {
    stream::iter(pieces(kib).map(Ok))
}

#[handler]
async fn whole(request: &mut Request, response: &mut Response) -> Result<(), ParseError> {
    let length = request.payload_with_max_size(2 * LARGE).await?.len();
    response.render(Text::Plain(length.to_string()));
    Ok(())
}

#[handler]
async fn piecewise(request: &mut Request, response: &mut Response) -> Result<(), ParseError> {
    let (mut body, mut sum) = (request.take_body(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(ParseError::other)?;
        sum += frame.data_ref().map_or(0, Bytes::len);
    }
    response.render(Text::Plain(sum.to_string()));
    Ok(())
}

#[handler]
async fn echo(request: &mut Request, response: &mut Response) -> Result<(), ParseError> {
    let order: Order = request.parse_json().await?;
    json(response, &order);
    Ok(())
}
