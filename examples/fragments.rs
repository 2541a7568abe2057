use onionskin::prelude::*;
struct Config(&'static str);
struct User(String);
#[middleware(after)]
fn stamp(config: &Config, res: &mut Response) {
    res.headers_mut()
        .insert("x-config", HeaderValue::from_static(config.0));
}
#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}
#[provider]
async fn user(req: &Request, config: &Config) -> User {
    User(format!("{}{}", config.0, req.uri()))
}
#[handler]
fn home(user: &User) -> String {
    user.0.clone()
}
fn plain() -> impl Stage<Needs = (), Lends = ()> {
    middleware_stack! { timing }
}
fn with_user() -> impl Stage<Needs = (Config, ()), Lends = onionskin::Lend<User>> {
    middleware_stack! { stamp, timing, user }
}
fn main() {
    let local = middleware_stack! { stamp, timing, user };
    let a = middleware_stack! { provide Config("a"); (local), => home };
    println!("{}", a.describe());
    let a =
        middleware_stack! { provide Config("b"); plain(), with_user(), Some(timing {}), => home };
    println!("{}", a.describe());
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(async move {
            let client = onionskin::TestClient::new(a);
            let mut res = client.get("/q").await;
            println!(
                "{} {:?} {}",
                res.status(),
                res.header("x-config").map(str::to_owned),
                res.text().await
            );
        });
}
