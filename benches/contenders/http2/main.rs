//! HTTP/2: the small JSON answer, by hand and by axum, on servers that speak it.

use std::{convert::Infallible, io, net::TcpListener};

use axum::{Json, Router, routing::get};
use http::{HeaderValue, Method, Request, Response, StatusCode, header::CONTENT_TYPE};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http2,
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use onionskin_benches::{
    Contender, Drive, Workload,
    contender::runtime,
    contract::{self, Message},
};

struct ByHand;

impl Contender for ByHand {
    fn serve(_: Workload, listener: TcpListener) -> io::Result<()> {
        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                let service = service_fn(async |request| Ok::<_, Infallible>(answer(&request)));
                let builder = http2::Builder::new(TokioExecutor::new());
                tokio::spawn(builder.serve_connection(TokioIo::new(stream), service));
            }
        })
    }

    fn drive(_: Workload, _: Drive) {
        unreachable!("HTTP/2 is asked over a socket alone");
    }
}

fn answer(request: &Request<Incoming>) -> Response<Full<Bytes>> {
    if request.method() != Method::GET || request.uri().path() != "/" {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    }
    let text = serde_json::to_vec(&Message::HELLO).expect("a string is JSON");
    let mut response = Response::new(Full::new(text.into()));
    let media_type = const { HeaderValue::from_static(contract::JSON) };
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

struct Axum;

impl Contender for Axum {
    fn serve(_: Workload, listener: TcpListener) -> io::Result<()> {
        use axum::serve::ListenerExt;

        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
                stream
                    .set_nodelay(true)
                    .expect("a fresh socket takes the option");
            });
            let router = Router::new().route("/", get(async || Json(Message::HELLO)));
            axum::serve(listener, router).await
        })
    }

    fn drive(_: Workload, _: Drive) {
        unreachable!("HTTP/2 is asked over a socket alone");
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("by-hand") => onionskin_benches::run::<ByHand>(arguments),
        Some("axum-tower" | "axum-from-fn") => onionskin_benches::run::<Axum>(arguments),
        other => panic!("no contender is called {other:?}"),
    }
}
