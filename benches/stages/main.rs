//! What a built-in stage costs a request that it has nothing to do for.
//!
//! `stages NAME ROUNDS` answers so many requests, for callgrind to count; `stages` lists the names and
//! what one request allocates.
#![forbid(unsafe_code)]

use std::{
    convert::Infallible,
    hint::black_box,
    pin::pin,
    process::ExitCode,
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use onionskin::prelude::*;
use tower::{Layer, Service, limit::ConcurrencyLimitLayer};
use tower_http::{
    compression::CompressionLayer, decompression::RequestDecompressionLayer,
    limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

const NAMES: [&str; 16] = [
    "onionskin plain",
    "onionskin a stage that does nothing",
    "onionskin a hook that does nothing",
    "onionskin BodyLimit",
    "onionskin Timeout",
    "onionskin ConcurrencyLimit",
    "onionskin Decompression",
    "onionskin Compression",
    "onionskin plain image",
    "onionskin Compression of an image",
    "tower-http plain",
    "tower-http RequestBodyLimit",
    "tower-http Timeout",
    "tower ConcurrencyLimit",
    "tower-http RequestDecompression",
    "tower-http Compression",
];

#[handler]
fn small() -> &'static str {
    "hello"
}

#[middleware]
async fn pass(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(before)]
fn hook(_req: &mut Request) {}

#[handler]
fn image() -> ([(&'static str, &'static str); 1], &'static [u8]) {
    ([("content-type", "image/png")], &[0; 2000])
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => {
            for name in NAMES {
                measure(name, 1);
                let counted = allocation_counter::measure(|| {
                    measure(name, 1001);
                });
                let built = allocation_counter::measure(|| {
                    measure(name, 1);
                });
                let each = (counted.count_total - built.count_total) / 1000;
                println!("{each:4} {name}");
            }
            ExitCode::SUCCESS
        }
        [name, rounds] => match rounds.parse() {
            Ok(rounds) if measure(name, rounds) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        },
        _ => ExitCode::FAILURE,
    }
}

/// Answers so many requests; `false` when there is no such name.
fn measure(name: &str, rounds: usize) -> bool {
    match name {
        "onionskin plain" => ours(&middleware_stack! { => small }, rounds),
        "onionskin a stage that does nothing" => {
            ours(&middleware_stack! { pass, => small }, rounds)
        }
        "onionskin a hook that does nothing" => ours(&middleware_stack! { hook, => small }, rounds),
        "onionskin BodyLimit" => ours(&middleware_stack! { BodyLimit::new(), => small }, rounds),
        "onionskin Timeout" => ours(&middleware_stack! { Timeout::new(), => small }, rounds),
        "onionskin ConcurrencyLimit" => {
            ours(
                &middleware_stack! { ConcurrencyLimit::new(), => small },
                rounds,
            );
        }
        "onionskin Decompression" => {
            ours(
                &middleware_stack! { Decompression::new(), => small },
                rounds,
            );
        }
        "onionskin Compression" => {
            ours(&middleware_stack! { Compression::new(), => small }, rounds);
        }
        "onionskin plain image" => ours(&middleware_stack! { => image }, rounds),
        "onionskin Compression of an image" => {
            ours(&middleware_stack! { Compression::new(), => image }, rounds);
        }
        "tower-http plain" => theirs(Smallest, rounds),
        "tower-http RequestBodyLimit" => {
            theirs(RequestBodyLimitLayer::new(2 << 20).layer(Smallest), rounds);
        }
        "tower-http Timeout" => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let layer = TimeoutLayer::with_status_code(status, Duration::from_secs(30));
            // Its timer has to be in a runtime, which it then registers with at once.
            let timers = runtime();
            let _entered = timers.enter();
            theirs(layer.layer(Smallest), rounds);
        }
        "tower ConcurrencyLimit" => {
            theirs(ConcurrencyLimitLayer::new(512).layer(Smallest), rounds);
        }
        "tower-http RequestDecompression" => {
            theirs(RequestDecompressionLayer::new().layer(Smallest), rounds);
        }
        "tower-http Compression" => theirs(CompressionLayer::new().layer(Smallest), rounds),
        _ => return false,
    }
    true
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without sockets")
}

/// One request after the other, on the extensions of a connection.
fn ours(app: &impl Application, rounds: usize) {
    let mut request = Request::new(Body::empty());
    request.headers_mut().insert(
        "accept-encoding",
        HeaderValue::from_static("gzip, br, zstd"),
    );
    for _ in 0..rounds {
        black_box(ready(app.respond(black_box(&mut request))));
    }
}

/// Answers what `small` answers.
#[derive(Clone)]
struct Smallest;

impl<B> Service<http::Request<B>> for Smallest {
    type Response = http::Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        drop(request);
        let mut response = http::Response::new(Full::new(Bytes::from_static(b"hello")));
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        std::future::ready(Ok(response))
    }
}

/// Each request clones the service, as servers of tower do.
fn theirs<S>(service: S, rounds: usize)
where
    S: Service<http::Request<Full<Bytes>>> + Clone,
{
    let mut head = http::Request::new(());
    head.headers_mut().insert(
        "accept-encoding",
        HeaderValue::from_static("gzip, br, zstd"),
    );
    for _ in 0..rounds {
        let request = black_box(&head).clone().map(|()| Full::new(Bytes::new()));
        let mut service = service.clone();
        let mut context = Context::from_waker(Waker::noop());
        assert!(service.poll_ready(&mut context).is_ready());
        black_box(ready(service.call(request)).is_ok());
    }
}

fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}
