//! Real: seven concerns by the stages that come with onionskin; what one finds out, the ones below borrow.

use std::net::{IpAddr, Ipv4Addr};

use onionskin::{
    Application, ContentSecurityPolicy, CrossOriginOpenerPolicy, RequestId, RequestIds,
    SessionCookie, TrustedHost, http::header::CONTENT_TYPE, prelude::*,
};
use onionskin_benches::contract::{self, Login, Profile};

pub(crate) fn app() -> impl Application {
    let sessions = Sessions::<Option<Login>>::new(MemoryStore::new())
        .cookie(cookie())
        .cache_headers(false);

    middleware_stack! {
        RequestIds::new()
            .trust_everyone()
            .generate(RequestId::random_hex),
        ProxyHeaders::new().trust(["127.0.0.0/8", "10.0.0.0/8"]),
        security_headers(),
        TrustedHost::new().allow(["example.org", "api.example.org"]),
        Cors::new()
            .allow_origin(contract::ORIGIN)
            .allow_method("POST")
            .allow_credentials(),
        (sessions),
        => routes {
            GET  "/me"    => me,
            POST "/login" => log_in,
        }
    }
}

fn cookie() -> SessionCookie {
    SessionCookie::builder(contract::SESSION_COOKIE)
        .insecure()
        .build()
        .expect("the name is a token")
}

fn security_headers() -> SecurityHeaders {
    SecurityHeaders::api()
        .content_security_policy(ContentSecurityPolicy::parse("default-src 'self'"))
        .cross_origin_opener_policy(CrossOriginOpenerPolicy::SameOrigin)
        .without(HeaderName::from_static("cross-origin-resource-policy"))
        .without(HeaderName::from_static("x-permitted-cross-domain-policies"))
}

#[handler]
async fn me(
    session: &Session<Option<Login>>,
    client: &ClientAddr,
) -> Result<Response, SessionError> {
    session
        .with(|login| match login {
            Some(login) => Json(Profile::new(login, address(client))).into_response(),
            None => problem(StatusCode::UNAUTHORIZED, contract::NO_SESSION),
        })
        .await
}

#[handler]
async fn log_in(session: &Session<Option<Login>>) -> Result<StatusCode, SessionError> {
    session.update(|login| *login = Some(Login::ada())).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn address(client: &ClientAddr) -> IpAddr {
    client.ip().unwrap_or(Ipv4Addr::UNSPECIFIED.into())
}

fn problem(status: StatusCode, text: &'static str) -> Response {
    (
        status,
        [(
            CONTENT_TYPE,
            const { HeaderValue::from_static(contract::PROBLEM) },
        )],
        Body::from(text),
    )
        .into_response()
}
