//! Tower layers: what tower, tower-http and tower-sessions have, in one `ServiceBuilder`.

use std::{
    net::SocketAddr,
    task::{Context, Poll},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::ConnectInfo,
    http::{
        HeaderName, HeaderValue, Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST, ORIGIN},
    },
    response::Response,
    routing::{get, post},
};
use onionskin_benches::{
    Workload,
    contract::{self, Login},
};
use tower::{Service, ServiceBuilder, layer::layer_fn};
use tower_http::{
    cors::{AllowCredentials, CorsLayer},
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    validate_request::ValidateRequestHeaderLayer,
};
use tower_sessions::{MemoryStore, Session, SessionManagerLayer, cookie::SameSite};
use uuid::Uuid;

use crate::{
    bodies,
    handlers::{Client, plain, problem, profile, routes},
};

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);

/// Writes the layers of a `ServiceBuilder` one by one, as its types want it.
macro_rules! passing {
    ($($each:tt)*) => {
        ServiceBuilder::new()$(.layer({ let _ = stringify!($each); layer_fn(Pass) }))*
    };
}

pub(crate) fn router(workload: Workload) -> Router {
    match workload {
        Workload::Plain => plain(),
        Workload::Layers(1) => plain().layer(passing!(1)),
        Workload::Layers(5) => plain().layer(passing!(1 2 3 4 5)),
        Workload::Layers(10) => plain().layer(passing!(1 2 3 4 5 6 7 8 9 10)),
        Workload::Layers(20) => plain().layer(passing!(
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
        )),
        Workload::Layers(32) => plain().layer(passing!(
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        )),
        Workload::Layers(other) => panic!("not written for {other} layers"),
        Workload::Real => real(),
        Workload::Routes(count) => routes(count),
        Workload::Bodies => bodies::router(),
        Workload::Http2 => unreachable!("a program of its own speaks it"),
    }
}

/// A pass-through layer as tower's guide writes one: a boxed async block.
#[derive(Clone)]
struct Pass<S>(S);

impl<S> Service<Request<Body>> for Pass<S>
where
    S: Service<Request<Body>, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let future = self.0.call(request);
        Box::pin(async move { future.await })
    }
}

fn real() -> Router {
    let headers = contract::SECURITY_HEADERS.map(|(name, value)| {
        SetResponseHeaderLayer::overriding(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    });
    let [policy, opener, referrer, sniffing, framing] = headers;
    let cors = CorsLayer::new()
        .allow_origin([HeaderValue::from_static(contract::ORIGIN)])
        .allow_credentials(AllowCredentials::predicate(|origin, _| {
            contract::is_our_origin(origin.as_bytes())
        }))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE])
        .max_age(std::time::Duration::from_secs(600))
        .vary([ORIGIN]);
    let sessions = SessionManagerLayer::new(MemoryStore::default())
        .with_name(contract::SESSION_COOKIE)
        .with_same_site(SameSite::Lax)
        .with_secure(false);
    let layers = ServiceBuilder::new()
        .map_request(drop_bad_id)
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewId))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .map_request(find_client)
        .layer(policy)
        .layer(opener)
        .layer(referrer)
        .layer(sniffing)
        .layer(framing)
        .layer(ValidateRequestHeaderLayer::custom(check_host))
        .layer(cors)
        .layer(sessions);
    Router::new()
        .route("/me", get(me))
        .route("/login", post(log_in))
        .layer(layers)
}

#[derive(Clone)]
struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let mut text = Uuid::encode_buffer();
        let id = Uuid::new_v4().simple().encode_lower(&mut text);
        HeaderValue::from_str(id).ok().map(RequestId::new)
    }
}

fn drop_bad_id(mut request: Request<Body>) -> Request<Body> {
    let id = request.headers().get(&REQUEST_ID);
    if id.is_some_and(|id| !contract::is_acceptable_id(id.as_bytes())) {
        request.headers_mut().remove(&REQUEST_ID);
    }
    request
}

fn find_client(mut request: Request<Body>) -> Request<Body> {
    let ConnectInfo(peer): ConnectInfo<SocketAddr> = *request
        .extensions()
        .get()
        .expect("the server tells the peer");
    let lines = request.headers().get_all("x-forwarded-for");
    let client = contract::client_address(
        peer.ip(),
        lines.iter().filter_map(|line| line.to_str().ok()),
    );
    request.extensions_mut().insert(Client(client));
    request
}

#[expect(clippy::result_large_err, reason = "tower-http asks for this type")]
fn check_host(request: &mut Request<Body>) -> Result<(), Response> {
    match request.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => Ok(()),
        _ => Err(problem(StatusCode::BAD_REQUEST, contract::BAD_HOST)),
    }
}

async fn me(session: Session, Extension(Client(client)): Extension<Client>) -> Response {
    let login: Option<Login> = session
        .get(contract::SESSION_KEY)
        .await
        .expect("the store is in memory");
    profile(login.as_ref(), client)
}

async fn log_in(session: Session) -> StatusCode {
    session
        .insert(contract::SESSION_KEY, Login::ada())
        .await
        .expect("the store is in memory");
    StatusCode::NO_CONTENT
}
