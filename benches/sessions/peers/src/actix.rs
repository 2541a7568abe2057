//! actix-session, with the stores that it comes with.

use actix_session::{
    Session, SessionMiddleware,
    storage::{CookieSessionStore, RedisSessionStore, SessionStore},
};
use actix_web::{
    App,
    body::to_bytes,
    cookie::Key,
    dev::Service,
    test::{TestRequest, init_service},
    web,
};

use crate::drive::{Answer, Order, drive};

const COUNT: &str = "count";

pub async fn run(order: &Order) {
    match &*order.store {
        "cookie" => ask(order, CookieSessionStore::default()).await,
        "redis" => {
            let store = RedisSessionStore::new(&*order.place).await;
            ask(order, store.expect("the server is there")).await;
        }
        other => panic!("no store is called {other}"),
    }
}

async fn idle() -> &'static str {
    "idle"
}

async fn read(session: Session) -> String {
    let count: Option<u64> = session.get(COUNT).expect("the data decodes");
    count.unwrap_or_default().to_string()
}

async fn write(session: Session) -> String {
    let count: Option<u64> = session.get(COUNT).expect("the data decodes");
    let count = count.unwrap_or_default() + 1;
    session.insert(COUNT, count).expect("the data encodes");
    count.to_string()
}

async fn ask(order: &Order, store: impl SessionStore + 'static) {
    let app = App::new()
        .wrap(SessionMiddleware::new(store, Key::from(&[7; 64])))
        .route("/idle", web::get().to(idle))
        .route("/read", web::get().to(read))
        .route("/write", web::get().to(write));
    let app = init_service(app).await;
    drive(order, async |path, cookie| {
        let mut request = TestRequest::with_uri(path);
        if let Some(cookie) = cookie {
            request = request.append_header(("cookie", cookie));
        }
        let response = app
            .call(request.to_request())
            .await
            .expect("no layer fails");
        assert_eq!(response.status(), 200, "the application answers");
        let cookie = response.headers().get("set-cookie");
        let cookie = cookie.map(|value| value.as_bytes().to_vec());
        let body = to_bytes(response.into_body()).await;
        let body = body.unwrap_or_else(|_| panic!("the body is in memory"));
        Answer::new(&body, cookie.as_deref())
    })
    .await;
}
