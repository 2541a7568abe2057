//! By hand: hyper and nothing else, the floor that every framework is measured against.

mod bodies;
mod layers;
mod plain;
mod real;
mod routes;

use std::{
    borrow::Cow,
    convert::Infallible,
    io::{self, Cursor},
    net::{IpAddr, Ipv4Addr, TcpListener},
};

use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header::CONTENT_TYPE};
use http_body_util::{BodyExt, Full};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use onionskin_benches::{
    Answer, App, Ask, Contender, Drive, Workload,
    contender::{forever, runtime},
    contract,
};
use serde::Serialize;

/// A body that lies in one piece: made for one answer, or the same for all.
type Text = Cow<'static, [u8]>;
type Reply = Response<Full<Cursor<Text>>>;

/// What answers requests, written so that a whole application is one future.
trait Site: Send + Sync + 'static {
    fn answer<B: Send + Sync>(
        &self,
        peer: IpAddr,
        request: &Request<B>,
    ) -> impl Future<Output = Reply> + Send;
}

struct ByHand;

/// Names each workload's type once: what is done with it has to be generic.
macro_rules! with_site {
    ($workload:expr, $site:ident => $then:expr) => {
        match $workload {
            Workload::Plain => {
                let $site = plain::Plain;
                $then
            }
            Workload::Layers(1) => {
                let $site = layers::One::default();
                $then
            }
            Workload::Layers(5) => {
                let $site = layers::Five::default();
                $then
            }
            Workload::Layers(10) => {
                let $site = layers::Ten::default();
                $then
            }
            Workload::Layers(20) => {
                let $site = layers::Twenty::default();
                $then
            }
            Workload::Layers(32) => {
                let $site = layers::ThirtyTwo::default();
                $then
            }
            Workload::Layers(other) => panic!("not written for {other} layers"),
            Workload::Real => {
                let $site = real::Real::default();
                $then
            }
            Workload::Routes(count) => {
                let $site = routes::Routes::new(count);
                $then
            }
            Workload::Bodies | Workload::Http2 => unreachable!("asked over a socket alone"),
        }
    };
}

impl Contender for ByHand {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        if workload == Workload::Bodies {
            return bodies::serve(listener);
        }
        with_site!(workload, site => runtime().block_on(serve(site, listener)))
    }

    fn drive(workload: Workload, drive: Drive) {
        runtime().block_on(async { with_site!(workload, site => drive.run(Direct(site)).await) });
    }
}

async fn serve(site: impl Site, listener: TcpListener) -> io::Result<()> {
    let site = forever(site);
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, peer) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let service = service_fn(move |request| async move {
            Ok::<_, Infallible>(site.answer(peer.ip(), &request).await)
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

struct Direct<S>(S);

const PEER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

impl<S: Site> App for Direct<S> {
    type Request = Request<()>;
    type Response = Reply;

    fn request(&self, ask: &Ask) -> Self::Request {
        let mut request = Request::builder().method(ask.method).uri(&ask.path);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        request.body(()).expect("the harness asks well")
    }

    async fn call(&self, request: Self::Request) -> Self::Response {
        self.0.answer(PEER, &request).await
    }

    async fn read(response: Self::Response) -> Answer {
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status.as_u16(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    )
                })
                .collect(),
            body: body
                .collect()
                .await
                .unwrap_or_else(|never| match never {})
                .to_bytes()
                .into(),
        }
    }

    fn future_size(&self, request: Self::Request) -> Option<usize> {
        Some(size_of_val(&self.0.answer(PEER, &request)))
    }
}

/// Makes an answer whose header map has room for so many, so that it never grows.
fn reply(status: StatusCode, media_type: HeaderValue, body: Text, headers: usize) -> Reply {
    let mut map = HeaderMap::with_capacity(headers);
    map.insert(CONTENT_TYPE, media_type);
    let mut reply = Response::new(Full::new(Cursor::new(body)));
    *reply.status_mut() = status;
    *reply.headers_mut() = map;
    reply
}

fn json(value: &impl Serialize, headers: usize) -> Reply {
    let mut text = Vec::with_capacity(128);
    serde_json::to_writer(&mut text, value).expect("numbers and strings are JSON");
    let media_type = const { HeaderValue::from_static(contract::JSON) };
    reply(StatusCode::OK, media_type, text.into(), headers)
}

fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}

fn is_get(request: &Request<impl Sized>, path: &str) -> bool {
    request.method() == Method::GET && request.uri().path() == path
}

fn main() {
    onionskin_benches::run::<ByHand>(std::env::args().skip(2));
}
