//! salvo, with its own CORS and sessions, and handlers for what it does not have.

mod bodies;
mod real;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
};

use http_body_util::BodyExt;
use onionskin_benches::{
    Answer, App, Ask, Contender, Drive, Workload,
    contender::{forever, runtime},
    contract::{self, Message},
};
use salvo::{
    async_trait,
    conn::tcp::TcpAcceptor,
    http::{HeaderValue, ReqBody, header::CONTENT_TYPE, uri::Scheme},
    prelude::*,
};
use serde::Serialize;

struct Salvo;

impl Contender for Salvo {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let acceptor = TcpAcceptor::try_from(listener)?;
            Server::new(acceptor).try_serve(router(workload)).await
        })
    }

    fn drive(workload: Workload, drive: Drive) {
        let peer: salvo::conn::SocketAddr = SocketAddr::from((Ipv4Addr::LOCALHOST, 4711)).into();
        let service = Service::new(router(workload));
        // What the server makes of a service for each connection.
        let connection = forever(service.hyper_handler(
            peer.clone(),
            peer,
            Scheme::HTTP,
            None,
            ConnCtrl::new(),
            None,
        ));
        runtime().block_on(drive.run(Direct(move |request| connection.handle(request))));
    }
}

fn router(workload: Workload) -> Router {
    match workload {
        Workload::Plain => Router::new().get(hello),
        Workload::Layers(count) => (0..count)
            .fold(Router::new(), |router, _| router.hoop(pass))
            .get(hello),
        Workload::Real => real::router(),
        Workload::Bodies => bodies::router(),
        Workload::Http2 => unreachable!("not asked of it"),
        Workload::Routes(count) => {
            contract::patterns(count)
                .into_iter()
                .fold(Router::new(), |router, pattern| {
                    let path = pattern.trim_start_matches('/');
                    router.push(Router::with_path(path).get(Pattern(pattern)))
                })
        }
    }
}

#[handler]
async fn hello(response: &mut Response) {
    json(response, &Message::HELLO);
}

#[handler]
async fn pass(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    rest: &mut FlowCtrl,
) {
    rest.call_next(request, depot, response).await;
}

/// As salvo's own `Json`, which adds a charset to the media type.
fn json(response: &mut Response, value: &impl Serialize) {
    let text = serde_json::to_vec(value).expect("numbers and strings are JSON");
    response.headers_mut().insert(
        CONTENT_TYPE,
        const { HeaderValue::from_static(contract::JSON) },
    );
    response
        .write_body(text)
        .expect("nothing was written before");
}

/// Answers its own text.
struct Pattern(&'static str);

#[async_trait]
impl Handler for Pattern {
    async fn handle(
        &self,
        _: &mut Request,
        _: &mut Depot,
        response: &mut Response,
        _: &mut FlowCtrl,
    ) {
        response.render(Text::Plain(self.0));
    }
}

struct Direct<C>(C);

impl<C, F> App for Direct<C>
where
    C: Fn(Request) -> F,
    F: Future<Output = Response>,
{
    type Request = Request;
    type Response = Response;

    fn request(&self, ask: &Ask) -> Request {
        let mut request = http::Request::builder().method(ask.method).uri(&ask.path);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let request = request.body(ReqBody::None).expect("the harness asks well");
        Request::from_hyper(request, Scheme::HTTP)
    }

    async fn call(&self, request: Request) -> Response {
        (self.0)(request).await
    }

    async fn read(mut response: Response) -> Answer {
        let body = response.take_body().collect().await;
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = response.headers().iter();
        // Salvo writes cookies into the headers when it hands the response to hyper.
        let cookies = response.cookies().delta();
        Answer {
            status: response.status_code.map_or(200, |status| status.as_u16()),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value)))
                .chain(cookies.map(|cookie| ("set-cookie".to_owned(), cookie.to_string())))
                .collect(),
            body: body.expect("the body is in memory").to_bytes().into(),
        }
    }
}

fn main() {
    onionskin_benches::run::<Salvo>(std::env::args().skip(2));
}
