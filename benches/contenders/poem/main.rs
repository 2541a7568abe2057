//! poem, with its own sessions, and `around` for the rest.

mod bodies;
mod real;

use std::{io, net::TcpListener};

use onionskin_benches::{
    Answer, App, Ask, Contender, Drive, Workload,
    contender::runtime,
    contract::{self, Message},
};
use poem::{
    Endpoint, EndpointExt, IntoResponse, Request, Response, Route, Server,
    endpoint::{BoxEndpoint, make_sync},
    get, handler,
    listener::TcpAcceptor,
    web::Json,
};

struct Poem;

impl Contender for Poem {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        runtime().block_on(async {
            let acceptor = TcpAcceptor::from_std(listener)?;
            Server::new_with_acceptor(acceptor)
                .run(endpoint(workload))
                .await
        })
    }

    fn drive(workload: Workload, drive: Drive) {
        runtime().block_on(async { drive.run(Direct(endpoint(workload))).await });
    }
}

/// Builds a workload; needs a runtime, because the store of sessions starts a task.
fn endpoint(workload: Workload) -> BoxEndpoint<'static> {
    match workload {
        Workload::Plain => plain().boxed(),
        // Each layer boxed: rustc does not finish a nest of twenty `around`s in reasonable time.
        Workload::Layers(count) => (0..count)
            .fold(plain().map_to_response().boxed(), |inner, _| {
                inner.around(pass).boxed()
            }),
        Workload::Real => real::endpoint().boxed(),
        Workload::Bodies => bodies::routes().boxed(),
        Workload::Http2 => unreachable!("not asked of it"),
        Workload::Routes(count) => contract::patterns(count)
            .into_iter()
            .fold(Route::new(), |routes, pattern| {
                let path = pattern.replace('{', ":").replace('}', "");
                routes.at(path, get(make_sync(move |_| pattern)))
            })
            .boxed(),
    }
}

fn plain() -> Route {
    Route::new().at("/", get(hello))
}

#[handler]
async fn hello() -> impl IntoResponse {
    // Its own media type has a charset.
    Json(Message::HELLO).with_content_type(contract::JSON)
}

async fn pass(next: impl Endpoint<Output = Response>, request: Request) -> poem::Result<Response> {
    next.call(request).await
}

struct Direct(BoxEndpoint<'static>);

impl App for Direct {
    type Request = Request;
    type Response = Response;

    fn request(&self, ask: &Ask) -> Request {
        let method = ask.method.parse().expect("the harness asks well");
        let mut request = Request::builder()
            .method(method)
            .uri(ask.path.parse().expect("the harness asks well"));
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        request.finish()
    }

    async fn call(&self, request: Request) -> Response {
        self.0.get_response(request).await
    }

    async fn read(response: Response) -> Answer {
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
            body: body.into_vec().await.expect("the body is in memory"),
        }
    }
}

fn main() {
    onionskin_benches::run::<Poem>(std::env::args().skip(2));
}
