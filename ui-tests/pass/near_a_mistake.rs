//! What looks like a mistake, and is none.
use std::{fmt, sync::Arc};

use onionskin::{http, prelude::*};

/// Types of the user's, with names that other frameworks use too.
mod own {
    use onionskin::{FromRequest, Request};

    pub struct Identity(pub String);

    impl FromRequest for Identity {
        type Rejection = std::convert::Infallible;
        async fn from_request(_: &mut Request) -> Result<Self, Self::Rejection> {
            Ok(Self(String::new()))
        }
    }
}

use own::Identity;

struct CookieJar;
struct Host(u32);

#[handler]
fn names(Identity(name): Identity, _jar: &CookieJar, host: &Host) -> String {
    format!("{name}{}", host.0)
}

/// Data of which the file does not show at once that a session can hold it.
#[derive(Serialize)]
struct Cart {
    items: Vec<u32>,
}

mod by_hand {
    use super::{Cart, fmt};

    impl Clone for super::Cart {
        fn clone(&self) -> Self {
            Cart {
                items: self.items.clone(),
            }
        }
    }

    impl std::default::Default for super::Cart {
        fn default() -> Self {
            Cart { items: Vec::new() }
        }
    }

    impl<'de> serde::Deserialize<'de> for super::Cart {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            Vec::deserialize(from).map(|items| Cart { items })
        }
    }

    impl fmt::Debug for super::Cart {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Cart")
        }
    }
}

/// Methods of the user's on what is ours.
trait Keyed {
    async fn insert(&self, key: &str, item: u32) -> Result<(), SessionError>;
}

impl Keyed for Session<Cart> {
    async fn insert(&self, _: &str, item: u32) -> Result<(), SessionError> {
        self.update(|cart| cart.items.push(item)).await.map(drop)
    }
}

trait Accepted {
    fn ok(self) -> Response;
}

impl Accepted for Response {
    fn ok(self) -> Response {
        self.with_status(StatusCode::OK)
    }
}

fn emptied(cart: &mut Cart) {
    cart.items.clear();
}

#[handler]
async fn cart(session: &Session<Cart>) -> Result<String, SessionError> {
    session.insert("items", 1).await?;
    session.update(emptied).await?;
    session
        .update({
            let item = 2;
            move |cart: &mut Cart| cart.items = vec![item]
        })
        .await?;
    session.update(|cart| *cart = Cart { items: Vec::new() }).await?;
    let session = session.get().await?;
    Ok(session.items.len().to_string())
}

struct Page;

#[handler]
impl Page {
    async fn handle(&self, session: &Session<Cart>) -> Result<String, SessionError> {
        session.with(|cart| cart.items.len().to_string()).await
    }
}

/// A function that waits for nothing, and makes something that does.
#[handler]
fn later() -> &'static str {
    let later = async { std::future::ready(()).await };
    drop(later);
    "later"
}

type Content = Body;

#[middleware]
async fn accepted(req: &mut http::Request<Content>, next: impl Next) -> Response {
    next.run(req).await.ok()
}

#[middleware]
async fn with_its_body(req: &mut Request<Body>, next: impl Next) -> Response<Body> {
    next.run(req).await
}

/// A setting that several threads come to, and of which that is seen in its words alone.
#[middleware(before)]
fn limited(#[setting] check: Arc<dyn Fn(u32) -> bool + Send + Sync>) {
    let _ = check(1);
}

type End<'a> = Outcome<'a>;

#[middleware(finally)]
fn ended(end: End<'_>) {
    let _ = end;
}

#[handler]
fn built() -> Response {
    let response = Response::builder().status(201).body(Body::from("made"));
    response.unwrap_or_default()
}

fn main() {
    let sessions = Sessions::<Cart>::new(MemoryStore::new());
    let _ = middleware_stack! {
        provide CookieJar, Host(1);
        accepted,
        limited { check: Arc::new(|number| number > 0) },
        with_its_body,
        ended,
        (sessions),
        => routes {
            GET "/" => names,
            GET "/cart" => cart,
            GET "/page" => (Page),
            GET "/later" => later,
            GET "/built" => built,
        }
    };
}
