//! onionskin: every application declared with `middleware_stack!`, as any user would.

mod bodies;
mod layers;
mod own;
mod real;
mod routes;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
};

use onionskin::{Application, Connection, Peer, prelude::*};
use onionskin_benches::{
    Answer, App, Ask, Contender, Drive, Workload, contender::runtime, contract::Message,
};

struct Onionskin;

/// Names each workload's type once: what is done with it has to be generic.
macro_rules! with_app {
    ($workload:expr, $app:ident => $then:expr) => {
        match $workload {
            Workload::Plain | Workload::Http2 => {
                let $app = plain();
                $then
            }
            Workload::Layers(1) => {
                let $app = layers::one();
                $then
            }
            Workload::Layers(5) => {
                let $app = layers::five();
                $then
            }
            Workload::Layers(10) => {
                let $app = layers::ten();
                $then
            }
            Workload::Layers(20) => {
                let $app = layers::twenty();
                $then
            }
            Workload::Layers(32) => {
                let $app = layers::thirty_two();
                $then
            }
            Workload::Layers(other) => panic!("not written for {other} layers"),
            Workload::Real => {
                let $app = real::app();
                $then
            }
            Workload::Bodies => {
                let $app = bodies::app();
                $then
            }
            Workload::Routes(1) => {
                let $app = routes::one();
                $then
            }
            Workload::Routes(_) => {
                let $app = routes::two_hundred();
                $then
            }
        }
    };
}

impl Contender for Onionskin {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        with_app!(workload, app => runtime().block_on(onionskin::serve(listener, app)))
            .map_err(io::Error::other)
    }

    fn drive(workload: Workload, drive: Drive) {
        runtime().block_on(async { with_app!(workload, app => drive.run(Direct::new(app)).await) });
    }
}

/// The same, but that nothing of the real workload is built in: its concerns are stages written for it.
struct OwnStages;

impl Contender for OwnStages {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        match workload {
            Workload::Real => runtime()
                .block_on(onionskin::serve(listener, own::app()))
                .map_err(io::Error::other),
            other => Onionskin::serve(other, listener),
        }
    }

    fn drive(workload: Workload, drive: Drive) {
        match workload {
            Workload::Real => runtime().block_on(drive.run(Direct::new(own::app()))),
            other => Onionskin::drive(other, drive),
        }
    }
}

#[handler]
fn hello() -> Json<Message> {
    Json(Message::HELLO)
}

fn plain() -> impl Application {
    middleware_stack! {
        => routes { GET "/" => hello }
    }
}

struct Direct<A> {
    app: A,
    connection: Arc<Connection>,
}

impl<A> Direct<A> {
    fn new(app: A) -> Self {
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000));
        let connection = Arc::new(Connection::new(Peer::Tcp(peer), None, false));
        Self { app, connection }
    }
}

impl<A: Application> App for Direct<A> {
    type Request = Request;
    type Response = Response;

    fn request(&self, ask: &Ask) -> Request {
        let mut request = http::Request::builder().method(ask.method).uri(&ask.path);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::empty()).expect("the harness asks well");
        request.set_connection(&self.connection);
        request
    }

    #[expect(
        clippy::manual_async_fn,
        reason = "an `async fn` moves its argument once more, into a variable that can be changed"
    )]
    fn call(&self, mut request: Request) -> impl Future<Output = Response> {
        async move { self.app.respond(&mut request).await }
    }

    async fn read(response: Response) -> Answer {
        let (parts, body) = response.into_parts();
        let headers = parts.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        });
        Answer {
            status: parts.status.as_u16(),
            headers: headers.collect(),
            body: body
                .into_bytes(1 << 20)
                .await
                .expect("the answer is small")
                .into(),
        }
    }

    fn future_size(&self, mut request: Request) -> Option<usize> {
        Some(size_of_val(&self.app.respond(&mut request)))
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("onionskin") => onionskin_benches::run::<Onionskin>(arguments),
        Some("onionskin-own") => onionskin_benches::run::<OwnStages>(arguments),
        other => panic!("no contender is called {other:?}"),
    }
}
