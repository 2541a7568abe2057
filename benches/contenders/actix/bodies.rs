//! Bodies: what is streamed, uploaded and echoed.

use std::convert::Infallible;

use actix_web::{HttpResponse, error::PayloadError, web};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use onionskin_benches::contract::{LARGE, OCTETS, Order, data, pieces, sent_pieces};

pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(2 * LARGE))
        .route("/", web::get().to(crate::hello))
        .route("/stream/{kib}", web::get().to(streamed))
        .route("/waited", web::get().to(waited))
        .route("/large", web::get().to(large))
        .route("/whole", web::post().to(whole))
        .route("/piecewise", web::post().to(piecewise))
        .route("/echo", web::post().to(echo));
}

async fn streamed(kib: web::Path<usize>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(OCTETS)
        .streaming(ready(kib.into_inner()))
}

async fn waited() -> HttpResponse {
    let mut pieces = sent_pieces();
    let pieces = stream::poll_fn(move |context| pieces.poll_recv(context));
    HttpResponse::Ok()
        .content_type(OCTETS)
        .streaming(pieces.map(Ok::<_, Infallible>))
}

async fn large() -> HttpResponse {
    HttpResponse::Ok().content_type(OCTETS).body(data(LARGE))
}

fn ready(kib: usize) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::iter(pieces(kib).map(Ok))
}

async fn whole(body: Bytes) -> String {
    body.len().to_string()
}

async fn piecewise(mut body: web::Payload) -> Result<String, PayloadError> {
    let mut sum = 0;
    while let Some(piece) = body.next().await {
        sum += piece?.len();
    }
    Ok(sum.to_string())
}

async fn echo(order: web::Json<Order>) -> web::Json<Order> {
    order
}
