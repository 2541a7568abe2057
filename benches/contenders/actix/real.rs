//! Real: CORS and sessions of actix's own, the rest with `from_fn`.

use std::net::IpAddr;

use actix_cors::Cors;
use actix_http::HttpMessage;
use actix_session::{Session, SessionMiddleware};
use actix_web::{
    App, Error, HttpResponse,
    body::{EitherBody, MessageBody},
    cookie::{Key, SameSite},
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue},
    middleware::{DefaultHeaders, Next, from_fn},
    web,
};
use onionskin_benches::contract::{self, Login, Profile};
use uuid::Uuid;

use crate::store::MemoryStore;

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);

pub(crate) fn app(
    sessions: &MemoryStore,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let cors = Cors::default()
        .allowed_origin(contract::ORIGIN)
        .block_on_origin_mismatch(false)
        .allowed_methods(["GET", "POST"])
        .allowed_header(CONTENT_TYPE)
        .supports_credentials()
        .max_age(600);
    // actix-session signs its cookie and has no way to leave that.
    let sessions = SessionMiddleware::builder(sessions.clone(), Key::from(&[7; 64]))
        .cookie_name(contract::SESSION_COOKIE.to_owned())
        .cookie_same_site(SameSite::Lax)
        .cookie_secure(false)
        .build();
    let security = contract::SECURITY_HEADERS
        .into_iter()
        .fold(DefaultHeaders::new(), DefaultHeaders::add);
    // The last one added is the outermost.
    App::new()
        .route("/me", web::get().to(me))
        .route("/login", web::post().to(log_in))
        .wrap(sessions)
        .wrap(cors)
        .wrap(from_fn(check_host))
        .wrap(security)
        .wrap(from_fn(find_client))
        .wrap(from_fn(request_id))
}

async fn request_id(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = match request.headers().get(REQUEST_ID) {
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    };
    let mut response = next.call(request).await?;
    response.headers_mut().insert(REQUEST_ID, id);
    Ok(response)
}

/// The client's address as the layer found it.
#[derive(Clone, Copy)]
struct Client(IpAddr);

async fn find_client(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let peer = request
        .peer_addr()
        .expect("the server tells the peer's address");
    let lines = request.headers().get_all("x-forwarded-for");
    let client = contract::client_address(peer.ip(), lines.filter_map(|line| line.to_str().ok()));
    request.extensions_mut().insert(Client(client));
    next.call(request).await
}

async fn check_host<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match request.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => {
            Ok(next.call(request).await?.map_into_left_body())
        }
        _ => {
            let refusal = HttpResponse::BadRequest()
                .content_type(contract::PROBLEM)
                .body(contract::BAD_HOST);
            Ok(request.into_response(refusal).map_into_right_body())
        }
    }
}

async fn me(session: Session, client: web::ReqData<Client>) -> Result<HttpResponse, Error> {
    Ok(match session.get::<Login>(contract::SESSION_KEY)? {
        Some(login) => HttpResponse::Ok().json(Profile::new(&login, client.0)),
        None => HttpResponse::Unauthorized()
            .content_type(contract::PROBLEM)
            .body(contract::NO_SESSION),
    })
}

async fn log_in(session: Session) -> Result<HttpResponse, Error> {
    session.insert(contract::SESSION_KEY, Login::ada())?;
    Ok(HttpResponse::NoContent().finish())
}
