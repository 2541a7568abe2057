//! actix-web, with actix-cors, actix-session and `from_fn` for what they do not have.

#![recursion_limit = "256"]

mod bodies;
mod layers;
mod real;
mod store;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
};

use actix_http::Request;
use actix_service::Service;
use actix_web::{
    App, HttpServer,
    body::{MessageBody, to_bytes},
    dev::ServiceResponse,
    test::{TestRequest, init_service},
    web,
};
use onionskin_benches::{
    Answer, Ask, Contender, Drive, Workload,
    contract::{self, Message},
};

struct Actix;

/// Names each workload's type once: what is done with it has to be generic.
macro_rules! with_app {
    ($workload:expr, $app:ident => $then:expr) => {
        match $workload {
            Workload::Plain => { let $app = || App::new().route("/", web::get().to(hello)); $then }
            Workload::Layers(1) => { let $app = || layers::passing!(1); $then }
            Workload::Layers(5) => { let $app = || layers::passing!(1 2 3 4 5); $then }
            Workload::Layers(10) => { let $app = || layers::passing!(1 2 3 4 5 6 7 8 9 10); $then }
            Workload::Layers(20) => {
                let $app = || layers::passing!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20);
                $then
            }
            Workload::Layers(32) => {
                let $app = || layers::passing!(
                    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
                    21 22 23 24 25 26 27 28 29 30 31 32
                );
                $then
            }
            Workload::Layers(other) => panic!("not written for {other} layers"),
            Workload::Real => {
                let sessions = store::MemoryStore::default();
                let $app = move || real::app(&sessions);
                $then
            }
            Workload::Bodies => { let $app = || App::new().configure(bodies::routes); $then }
            Workload::Http2 => unreachable!("not asked of it"),
            Workload::Routes(count) => { let $app = move || App::new().configure(|config| routes(count, config)); $then }
        }
    };
}

impl Contender for Actix {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        with_app!(workload, app => actix_web::rt::System::new().block_on(
            HttpServer::new(app)
                .workers(1)
                .disable_signals()
                .listen(listener)?
                .run(),
        ))
    }

    fn drive(workload: Workload, drive: Drive) {
        actix_web::rt::System::new().block_on(async {
            with_app!(workload, app => drive.run(Direct(init_service(app()).await)).await);
        });
    }
}

async fn hello() -> web::Json<Message> {
    web::Json(Message::HELLO)
}

fn routes(count: u8, config: &mut web::ServiceConfig) {
    for pattern in contract::patterns(count) {
        config.route(pattern, web::get().to(move || async move { pattern }));
    }
}

struct Direct<S>(S);

impl<S, B> onionskin_benches::App for Direct<S>
where
    S: Service<Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    type Request = Request;
    type Response = ServiceResponse<B>;

    fn request(&self, ask: &Ask) -> Request {
        let method = ask.method.parse().expect("the harness asks well");
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 4711));
        let mut request = TestRequest::with_uri(&ask.path)
            .method(method)
            .peer_addr(peer);
        for (name, value) in &ask.headers {
            request = request.append_header((*name, &**value));
        }
        request.to_request()
    }

    async fn call(&self, request: Request) -> ServiceResponse<B> {
        self.0.call(request).await.expect("no layer fails")
    }

    async fn read(response: ServiceResponse<B>) -> Answer {
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let body = to_bytes(response.into_body()).await;
        Answer {
            status,
            headers,
            body: body
                .unwrap_or_else(|_| panic!("the body is in memory"))
                .into(),
        }
    }
}

fn main() {
    onionskin_benches::run::<Actix>(std::env::args().skip(2));
}
