//! axum, twice: with layers of the tower ecosystem, and with `from_fn` throughout.

mod bodies;
mod from_fn;
mod handlers;
mod tower_layers;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request, response::Response};
use onionskin_benches::{Answer, App, Ask, Contender, Drive, Workload, contender::runtime};
use tower::ServiceExt;

struct Tower;

impl Contender for Tower {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        runtime().block_on(serve(tower_layers::router(workload), listener))
    }

    fn drive(workload: Workload, drive: Drive) {
        runtime().block_on(drive.run(Direct(tower_layers::router(workload))));
    }
}

struct FromFn;

impl Contender for FromFn {
    fn serve(workload: Workload, listener: TcpListener) -> io::Result<()> {
        runtime().block_on(serve(from_fn::router(workload), listener))
    }

    fn drive(workload: Workload, drive: Drive) {
        runtime().block_on(drive.run(Direct(from_fn::router(workload))));
    }
}

async fn serve(router: Router, listener: TcpListener) -> io::Result<()> {
    use axum::serve::ListenerExt;

    let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
        stream
            .set_nodelay(true)
            .expect("a fresh socket takes the option");
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}

struct Direct(Router);

impl App for Direct {
    type Request = Request<Body>;
    type Response = Response;

    fn request(&self, ask: &Ask) -> Self::Request {
        let mut request = Request::builder().method(ask.method).uri(&ask.path);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 4711));
        request
            .extension(ConnectInfo(peer))
            .body(Body::empty())
            .expect("the harness asks well")
    }

    async fn call(&self, request: Self::Request) -> Self::Response {
        // What `axum::serve` does for each request.
        let answered = self.0.clone().oneshot(request).await;
        answered.unwrap_or_else(|never| match never {})
    }

    async fn read(response: Self::Response) -> Answer {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await;
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
            body: body.expect("the body is in memory").into(),
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("axum-tower") => onionskin_benches::run::<Tower>(arguments),
        Some("axum-from-fn") => onionskin_benches::run::<FromFn>(arguments),
        other => panic!("no contender is called {other:?}"),
    }
}
