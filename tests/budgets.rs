//! What a request may cost, in counts: allocations, and bytes of the future that answers it.
//!
//! A budget is never a time. Each is what a stack costs more than the plain one, so that what the
//! floor costs does not hide what a layer adds.
#![forbid(unsafe_code)]
#![allow(
    clippy::unused_async,
    clippy::unused_self,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    reason = "what an attribute accepts is what is tested"
)]

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use onionskin::{Application, middleware_stack as stack, prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Bytes of the future of a real stack of built-in stages.
const BUILT_IN_FUTURE: usize = 2560;

struct Config(u8);
struct User(u8);
struct Ticket(u8);

#[handler]
async fn end() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[handler]
async fn borrowing(user: &User, config: &Config) -> StatusCode {
    if user.0 == config.0 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_ticket(ticket: &Ticket) -> StatusCode {
    if ticket.0 == 1 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_part(Path(number): Path<u8>) -> StatusCode {
    if number == 7 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[middleware(before)]
fn before(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_11;
}

#[middleware(after)]
fn after(res: &mut Response) {
    *res.version_mut() = http::Version::HTTP_11;
}

#[provider]
fn user(config: &Config) -> User {
    User(config.0)
}

#[provider]
async fn user_later(config: &Config) -> User {
    User(config.0)
}

#[middleware]
async fn ticket(req: &mut Request, next: impl NextWith<Ticket>) -> Response {
    next.run_with(req, &Ticket(1)).await
}

#[middleware(finally)]
fn finally(_outcome: Outcome<'_>) {}

#[error_handler]
fn on_error(_err: &StatusCode) -> StatusCode {
    StatusCode::CONFLICT
}

/// A stage that does nothing but run the rest.
struct Pass<const N: usize>;

#[middleware]
impl<const N: usize> Pass<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

/// As `Pass`, with a frame of ours around the user's.
struct Trying<const N: usize>;

#[middleware]
impl<const N: usize> Trying<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
        Ok(next.run(req).await)
    }
}

/// A hook on the way in that may refuse.
struct Admitting<const N: usize>;

#[middleware(before)]
impl<const N: usize> Admitting<N> {
    fn before(&self, req: &Request) -> Result<(), StatusCode> {
        if req.headers().contains_key("x-refused") {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(())
    }
}

/// A hook on the way out.
struct Marking<const N: usize>;

#[middleware(after)]
impl<const N: usize> Marking<N> {
    fn after(&self, res: &mut Response) {
        *res.version_mut() = http::Version::HTTP_11;
    }
}

#[middleware(before)]
async fn before_later(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_11;
}

#[middleware(after)]
async fn after_later(res: &mut Response) {
    *res.version_mut() = http::Version::HTTP_11;
}

/// What a browser behind a proxy sends, answered by what real applications do to it.
mod real {
    use std::{collections::HashMap, net::IpAddr, ops::ControlFlow, sync::Arc};

    use onionskin::{Application, middleware_stack as stack, prelude::*};

    const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
    const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

    type Sessions = HashMap<&'static str, Arc<String>>;
    struct Client(IpAddr);
    struct Visitor(Option<Arc<String>>);

    #[middleware(after)]
    fn request_id(req: &Request, res: &mut Response) {
        if let Some(id) = req.headers().get(REQUEST_ID) {
            res.headers_mut().insert(REQUEST_ID, id.clone());
        }
    }

    #[provider]
    fn client(req: &Request) -> Result<Client, StatusCode> {
        let line = req.header("x-forwarded-for").unwrap_or_default();
        let last = line.rsplit(',').next().unwrap_or_default();
        last.trim()
            .parse()
            .map(Client)
            .map_err(|_| StatusCode::BAD_REQUEST)
    }

    #[middleware(after)]
    fn security_headers(res: &mut Response) {
        let headers = res.headers_mut();
        headers.insert(
            "content-security-policy",
            HeaderValue::from_static("default-src 'self'"),
        );
        headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
        headers.insert(
            "x-content-type-options",
            HeaderValue::from_static("nosniff"),
        );
        headers.insert("x-frame-options", HeaderValue::from_static("DENY"));
    }

    #[middleware(before)]
    fn trusted_host(req: &Request) -> ControlFlow<Response> {
        match req.header("host") {
            Some("api.example.org") => ControlFlow::Continue(()),
            _ => ControlFlow::Break(StatusCode::BAD_REQUEST.into_response()),
        }
    }

    #[middleware(after)]
    fn cors(req: &Request, res: &mut Response) {
        res.headers_mut()
            .append("vary", HeaderValue::from_static("Origin"));
        if let Some(origin) = req.headers().get("origin") {
            res.headers_mut()
                .insert("access-control-allow-origin", origin.clone());
        }
    }

    #[provider]
    fn visitor(req: &Request, sessions: &Sessions) -> Visitor {
        let id = req.cookies().find(|cookie| cookie.name() == "sid");
        Visitor(id.and_then(|id| sessions.get(id.value()).cloned()))
    }

    #[handler]
    async fn me(visitor: &Visitor, client: &Client) -> Result<Json<(String, IpAddr)>, StatusCode> {
        let name = visitor.0.as_deref().ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(Json((name.clone(), client.0)))
    }

    pub(crate) fn app() -> impl Application {
        stack! {
            provide Sessions::from([("s1", Arc::new("ada".to_owned()))]);

            request_id, client, security_headers, trusted_host, cors, visitor,
            => routes { GET "/me" => me }
        }
    }

    pub(crate) fn request() -> Request {
        http::Request::get("/me")
            .header("host", HeaderValue::from_static("api.example.org"))
            .header(
                "origin",
                HeaderValue::from_static("https://app.example.org"),
            )
            .header(
                "x-forwarded-for",
                HeaderValue::from_static("203.0.113.7, 10.0.0.1"),
            )
            .header("x-request-id", HeaderValue::from_static("0123456789abcdef"))
            .header(
                "cookie",
                HeaderValue::from_static("theme=dark; sid=s1; lang=en"),
            )
            .body(Body::empty())
            .expect("the headers are fine")
    }
}

/// The same, by the stages that come with onionskin and a session in memory.
mod built_in {
    use std::net::SocketAddr;

    use onionskin::{
        Application, Connection, Peer, RequestIds, SessionCookie, TrustedHost,
        middleware_stack as stack, prelude::*,
    };
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Deserialize, Serialize)]
    struct Login {
        user: String,
        role: String,
    }

    type Visitor = Session<Option<Login>>;

    #[handler]
    async fn log_in(visitor: &Visitor) -> Result<StatusCode, SessionError> {
        let login = Login {
            user: "ada".to_owned(),
            role: "admin".to_owned(),
        };
        visitor
            .update(|data| *data = Some(login.clone()))
            .await
            .map(|_| StatusCode::NO_CONTENT)
    }

    #[handler]
    async fn me(visitor: &Visitor, client: &ClientAddr) -> Result<Response, SessionError> {
        let me = |login: &Option<Login>| match login {
            Some(Login { user, role }) => Json((user, role, client.ip())).into_response(),
            None => StatusCode::UNAUTHORIZED.into_response(),
        };
        visitor.with(me).await
    }

    pub(crate) fn app() -> impl Application {
        let cookie = SessionCookie::builder("sid").insecure().build();
        let sessions = Sessions::<Option<Login>>::new(MemoryStore::new())
            .cookie(cookie.expect("the name is a token"));
        stack! {
            RequestIds::new().trust(["127.0.0.1"]),
            ProxyHeaders::new().trust(["127.0.0.0/8", "10.0.0.0/8"]),
            SecurityHeaders::new(),
            TrustedHost::new().allow(["example.org", "api.example.org"]),
            Cors::new().allow_origin("https://app.example.org").allow_credentials(),
            (sessions),
            => routes {
                GET  "/me"    => me,
                POST "/login" => log_in,
            }
        }
    }

    /// A request whose values are shared already, as those that came over a connection are.
    pub(crate) fn request(method: Method, path: &'static str, cookie: &str) -> Request {
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        let connection = Connection::new(Peer::Tcp(peer), None, false);
        let mut request = super::real::request();
        *request.method_mut() = method;
        *request.uri_mut() = Uri::from_static(path);
        let cookie = HeaderValue::from_str(cookie).expect("a cookie is a header");
        drop(cookie.clone());
        request.headers_mut().insert("cookie", cookie);
        request.set_connection(&std::sync::Arc::new(connection));
        request
    }
}

/// What one request costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    allocations: u64,
    future: usize,
}

/// Answers one request that came on a connection before, and counts.
fn cost(app: &impl Application, path: &'static str) -> Cost {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(path);
    cost_of(app, request)
}

/// Answers this request twice, and counts the second time.
fn cost_of(app: &impl Application, mut request: Request) -> Cost {
    // The facts of a connection's first request stay with it; the second is what all later ones are.
    answer(app, &mut request);
    let mut future = 0;
    let counted = allocation_counter::measure(|| future = answer(app, &mut request));
    Cost {
        allocations: counted.count_total,
        future,
    }
}

/// Answers the request, and gives the size of the future that did.
fn answer(app: &impl Application, request: &mut Request) -> usize {
    let future = app.respond(request);
    let size = size_of_val(&future);
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => assert!(response.status().is_success(), "{response:?}"),
        Poll::Pending => panic!("nothing in this stack waits"),
    }
    size
}

/// How many bytes of future each of these layers added, at most.
fn bytes_each(with: Cost, without: Cost, layers: usize) -> usize {
    (with.future - without.future).div_ceil(layers)
}

#[test]
fn a_plain_stack_allocates_nothing_itself() {
    let plain = cost(&stack! { => end }, "/");
    assert_eq!(plain.allocations, 0, "{plain:?}");
}

#[test]
fn twelve_pass_through_stages_allocate_nothing_and_add_64_bytes_each() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { Pass::<1>, => end }, "/");
    let twelve = stack! {
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>,
        Pass::<9>, Pass::<10>, Pass::<11>, Pass::<12>,
        => end
    };
    let twelve = cost(&twelve, "/");
    assert_eq!(twelve.allocations, plain.allocations);
    assert!(bytes_each(twelve, plain, 12) <= 64, "{twelve:?} {plain:?}");
    assert!(bytes_each(twelve, one, 11) <= 64, "{twelve:?} {one:?}");
}

#[test]
fn sync_hooks_allocate_nothing_and_share_one_frame() {
    // Around more than a bare handler: the frame has room for a refusal in any case.
    let plain = cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/");
    let inwards = cost(&stack! { before, Pass::<1>, Pass::<2>, => end }, "/");
    let one = cost(&stack! { after, Pass::<1>, Pass::<2>, => end }, "/");
    let two = cost(&stack! { before, after, Pass::<1>, Pass::<2>, => end }, "/");
    assert_eq!(two.allocations, plain.allocations);
    // How far a group had come when it refused is a byte of its frame.
    assert!(two.future <= one.future + 8, "{two:?} {one:?}");
    assert!(bytes_each(two, plain, 1) <= 96, "{two:?} {plain:?}");
    // What acts on the way in alone keeps nothing for the way out.
    assert!(bytes_each(inwards, plain, 1) <= 72, "{inwards:?} {plain:?}");
    // What acts on the way out alone has no frame, but the place of what it borrows.
    assert!(bytes_each(one, plain, 1) <= 24, "{one:?} {plain:?}");
    let answered = cost(&stack! { => end }, "/");
    assert!(answered.future <= 96, "{answered:?}");
    let refusing = cost(&stack! { before, after, => end }, "/");
    assert!(refusing.future <= 208, "{refusing:?}");
}

#[test]
fn sixteen_hooks_allocate_nothing_and_share_one_frame() {
    let two = cost(&stack! { Admitting::<1>, Marking::<1>, => end }, "/");
    let sixteen = stack! {
        Admitting::<1>, Marking::<1>, Admitting::<2>, Marking::<2>, Admitting::<3>, Marking::<3>,
        Admitting::<4>, Marking::<4>, Admitting::<5>, Marking::<5>, Admitting::<6>, Marking::<6>,
        Admitting::<7>, Marking::<7>, Admitting::<8>, Marking::<8>,
        => end
    };
    assert_eq!(cost(&sixteen, "/"), two);
}

#[test]
fn a_stage_that_may_fail_allocates_nothing_until_it_does() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { Trying::<1>, => end }, "/");
    let two = cost(&stack! { Trying::<1>, Trying::<2>, => end }, "/");
    assert_eq!((one.allocations, two.allocations), (0, 0));
    assert!(bytes_each(two, one, 1) <= 128, "{two:?} {one:?} {plain:?}");
}

#[test]
fn an_async_hook_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let on_the_way_in = cost(&stack! { before_later, => end }, "/");
    let on_the_way_out = cost(&stack! { after_later, => end }, "/");
    assert_eq!(
        (on_the_way_in.allocations, on_the_way_out.allocations),
        (0, 0)
    );
    assert!(
        bytes_each(on_the_way_in, plain, 1) <= 96,
        "{on_the_way_in:?} {plain:?}"
    );
    // The response waits in the frame while the hook does.
    assert!(
        bytes_each(on_the_way_out, plain, 1) <= 288,
        "{on_the_way_out:?} {plain:?}"
    );
}

#[test]
fn a_real_stack_allocates_its_answer_and_nothing_else() {
    let real = cost_of(&real::app(), real::request());
    // The name that the answer holds, its text, and the two parts of its header map.
    assert_eq!(real.allocations, 4, "{real:?}");
    assert!(real.future <= 512, "{real:?}");
}

/// What a visitor sends back who has logged in.
fn logged_in(app: &impl Application) -> String {
    let mut login = built_in::request(Method::POST, "/login", "theme=dark");
    let mut response = None;
    let mut future = pin!(app.respond(&mut login));
    while response.is_none() {
        if let Poll::Ready(answered) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            response = Some(answered);
        }
    }
    let response = response.expect("it has answered");
    let cookie = response.headers()["set-cookie"].to_str();
    let cookie = cookie.expect("a cookie is a text").split(';').next();
    format!("theme=dark; {}; lang=en", cookie.unwrap_or_default())
}

#[test]
fn a_real_stack_of_built_in_stages_allocates_one_more_than_one_by_hand_at_most() {
    let app = built_in::app();
    let cookie = logged_in(&app);
    let real = cost_of(&app, built_in::request(Method::GET, "/me", &cookie));
    // The text of the answer, and the two parts of its header map; by hand it is the same, and a name.
    assert!(real.allocations <= 3, "{real:?}");
    assert!(real.future <= BUILT_IN_FUTURE, "{real:?}");
}

#[test]
fn a_session_that_nobody_asks_allocates_nothing() {
    let cookie = logged_in(&built_in::app());
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let idle = cost_of(
        &stack! { (sessions), => end },
        built_in::request(Method::GET, "/", &cookie),
    );
    assert_eq!(idle.allocations, 0, "{idle:?}");
}

#[test]
fn headers_of_an_answer_without_any_make_room_once() {
    let one = cost(&stack! { SecurityHeaders::new(), => end }, "/");
    // The two parts of the map.
    assert_eq!(one.allocations, 2, "{one:?}");
}

#[test]
fn a_provider_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let sync = cost(&stack! { provide Config(1); user, => borrowing }, "/");
    let later = cost(&stack! { provide Config(1); user_later, => borrowing }, "/");
    assert_eq!(
        (sync.allocations, later.allocations),
        (plain.allocations, plain.allocations)
    );
    assert!(bytes_each(sync, plain, 1) <= 128, "{sync:?} {plain:?}");
}

#[test]
fn lending_with_next_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let lent = cost(&stack! { ticket, => with_ticket }, "/");
    assert_eq!(lent.allocations, plain.allocations);
}

#[test]
fn a_finally_and_an_error_handler_that_has_nothing_to_do_allocate_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let both = cost(&stack! { finally, on_error, => end }, "/");
    assert_eq!(both.allocations, plain.allocations);
}

#[test]
fn a_switched_off_stage_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let off = cost(&stack! { (None::<Pass<1>>), => end }, "/");
    assert_eq!(off.allocations, plain.allocations);
}

/// A text with room to spare, as `format!` leaves it.
#[handler]
fn spacious() -> (StatusCode, String) {
    let mut text = String::with_capacity(32);
    text.push_str("seven");
    (StatusCode::OK, text)
}

/// What a shop is asked for: a text without anything to decode, and a number.
#[derive(serde::Deserialize)]
struct Wanted {
    name: String,
    count: u8,
}

impl Wanted {
    fn found(&self) -> StatusCode {
        if self.name == "apple" && self.count == 3 {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::CONFLICT
        }
    }
}

#[handler]
async fn with_query(Query(wanted): Query<Wanted>) -> StatusCode {
    wanted.found()
}

#[handler]
async fn with_json(Json(wanted): Json<Wanted>) -> StatusCode {
    wanted.found()
}

#[handler]
async fn with_form(Form(wanted): Form<Wanted>) -> StatusCode {
    wanted.found()
}

/// Posts a body that lies in one piece and belongs to nobody, and counts what answering it allocates.
fn allocations_of_post(
    app: &impl Application,
    media_type: &'static str,
    text: &'static str,
) -> u64 {
    let mut request = http::Request::post("/")
        .header("content-type", HeaderValue::from_static(media_type))
        .body(Body::from(bytes::Bytes::from_static(text.as_bytes())))
        .expect("the headers are fine");
    allocation_counter::measure(|| {
        answer(app, &mut request);
    })
    .count_total
}

#[test]
fn what_is_read_of_a_request_allocates_its_texts_and_nothing_else() {
    let query = cost(&stack! { => with_query }, "/?name=apple&count=3");
    assert_eq!(query.allocations, 1, "{query:?}");
    let text = r#"{"name": "apple", "count": 3}"#;
    let json = allocations_of_post(&stack! { => with_json }, "application/json", text);
    assert_eq!(json, 1, "of JSON");
    let urlencoded = "application/x-www-form-urlencoded";
    let text = "name=apple&count=3";
    let form = allocations_of_post(&stack! { => with_form }, urlencoded, text);
    assert_eq!(form, 1, "of a form");
}

#[test]
fn a_text_is_answered_as_it_was_made() {
    let app = stack! { => spacious };
    // The text, and the two parts of the header map.
    assert_eq!(cost(&app, "/").allocations, 3);
}

/// A response that has had a header: it comes with room for as many as the last one ended with.
#[handler]
fn with_headers() -> (StatusCode, &'static str) {
    (StatusCode::NO_CONTENT, "")
}

#[test]
fn stages_that_set_headers_allocate_nothing() {
    let plain = cost(&stack! { => with_headers }, "/");
    let protected = cost(&stack! { SecurityHeaders::new(), => with_headers }, "/");
    let framed = cost(&stack! { FrameOptions::new(), => with_headers }, "/");
    let https = cost(
        &stack! { ProxyHeaders::new(), Hsts::new(), => with_headers },
        "/",
    );
    for cost in [protected, framed, https] {
        assert_eq!(cost.allocations, plain.allocations, "{cost:?}");
    }
}

#[test]
fn cors_allocates_nothing_for_a_simple_request() {
    let allowed = "https://shop.example.org";
    let cors = Cors::new().allow_origin(allowed).allow_credentials();
    let plain = cost(&stack! { => with_headers }, "/");
    for origin in [None, Some(allowed), Some("https://elsewhere.example")] {
        let mut request = Request::new(Body::empty());
        request
            .headers_mut()
            .extend(origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin))));
        let cors = cost_of(&stack! { cors.clone(), => with_headers }, request);
        assert_eq!(cors.allocations, plain.allocations, "{origin:?}");
    }
}

#[test]
fn a_nonce_costs_the_header_that_names_it() {
    let plain = cost(&stack! { => with_headers }, "/");
    let csp = cost(&stack! { Csp::new(), => with_headers }, "/");
    assert_eq!(csp.allocations, plain.allocations + 1);
}

#[test]
fn a_route_allocates_nothing_with_and_without_a_part() {
    let app = stack! {
        => routes {
            GET "/static" => end,
            GET "/part/{number}" => with_part,
            "/nested/{shop}" => { Pass::<1>, => routes { GET "/deep" => end } },
        }
    };
    for path in ["/static", "/part/7", "/nested/ann/deep"] {
        let routed = cost(&app, path);
        assert_eq!(routed.allocations, 0, "{path}");
    }
}

#[test]
fn stages_that_have_nothing_to_say_allocate_nothing() {
    let plain = cost(&stack! { => end }, "/");
    // Nobody listens to tracing in this process.
    let all = cost(
        &stack! { AccessLog::new(), Trace::new(), ServerError::new(), => end },
        "/",
    );
    assert_eq!(all.allocations, plain.allocations);
}

#[test]
fn what_times_a_stage_is_there_below_a_timing_and_nowhere_else() {
    let plain = cost(&stack! { Pass::<1>, before, => end }, "/");
    let above = cost(
        &stack! {
            Pass::<1>, before,
            => routes {
                GET "/" => end,
                "/timed" => { Timing::new(), => routes { GET "/" => end } },
            }
        },
        "/",
    );
    assert_eq!(above.allocations, plain.allocations);
    let frame = |cost: Cost| cost.future;
    let two = frame(cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/"));
    let one = frame(cost(&stack! { Pass::<1>, => end }, "/"));
    let timed_two = frame(cost(
        &stack! { Timing::new(), Pass::<1>, Pass::<2>, => end },
        "/",
    ));
    let timed_one = frame(cost(&stack! { Timing::new(), Pass::<1>, => end }, "/"));
    assert!(timed_two - timed_one > two - one, "a timed stage has a lap");
    assert!(two - one <= 64, "and one that is not timed has none");
}

// With metrics each measured value is handed to a recorder.
#[cfg(not(feature = "metrics"))]
#[test]
fn timing_allocates_nothing_for_the_second_request_of_a_thread() {
    let plain = cost(&stack! { => end }, "/");
    let timed = cost(
        &stack! { Timing::new(), Pass::<1>, before, after, => end },
        "/",
    );
    assert_eq!(timed.allocations, plain.allocations);
}

/// A stage with a frame of its own that needs a value.
#[middleware]
async fn needs(_config: &Config, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

/// The same stage, when it can do without.
#[middleware]
async fn wishes(_config: Option<&Config>, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[test]
fn a_value_that_may_be_missing_costs_what_one_that_is_needed_costs() {
    let needed = cost(&stack! { provide Config(1); needs, => end }, "/");
    let there = cost(&stack! { provide Config(1); wishes, => end }, "/");
    let missing = cost(&stack! { wishes, => end }, "/");
    for optional in [there, missing] {
        assert_eq!(optional.allocations, needed.allocations);
        assert!(optional.future <= needed.future, "{optional:?} {needed:?}");
    }
}

#[test]
fn stages_of_limits_allocate_nothing_for_a_request_that_is_within_them() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        ("BodyLimit", cost(&stack! { BodyLimit::new(), => end }, "/")),
        ("Timeout", cost(&stack! { Timeout::new(), => end }, "/")),
        (
            "ConcurrencyLimit",
            cost(&stack! { ConcurrencyLimit::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}

#[test]
fn stages_that_do_not_apply_allocate_nothing_for_an_answer_with_a_body() {
    #[handler]
    fn text() -> &'static str {
        "text"
    }
    let plain = cost(&stack! { => text }, "/");
    for (name, with) in [
        (
            "ServerError",
            cost(&stack! { ServerError::new(), => text }, "/"),
        ),
        ("Trace", cost(&stack! { Trace::new(), => text }, "/")),
        (
            "AccessLog",
            cost(&stack! { AccessLog::new(), => text }, "/"),
        ),
        ("Timeout", cost(&stack! { Timeout::new(), => text }, "/")),
        (
            "ConcurrencyLimit",
            cost(&stack! { ConcurrencyLimit::new(), => text }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
    let client = cost(&stack! { ProxyHeaders::new(), => text }, "/");
    for (name, with) in [
        (
            "Csrf",
            cost(&stack! { ProxyHeaders::new(), Csrf::new(), => text }, "/"),
        ),
        (
            "Hsts",
            cost(&stack! { ProxyHeaders::new(), Hsts::new(), => text }, "/"),
        ),
        (
            "TrustedReferrer",
            cost(
                &stack! { ProxyHeaders::new(), TrustedReferrer::new(), => text },
                "/",
            ),
        ),
    ] {
        assert_eq!(with.allocations, client.allocations, "{name}");
    }
}

#[cfg(feature = "compression")]
#[test]
fn codings_allocate_nothing_for_what_is_not_packed() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        (
            "Compression",
            cost(&stack! { Compression::new(), => end }, "/"),
        ),
        (
            "Decompression",
            cost(&stack! { Decompression::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}

#[test]
fn a_layer_costs_the_same_at_every_depth() {
    let one = cost(&stack! { Pass::<1>, => end }, "/").future;
    let two = cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/").future;
    let three = cost(&stack! { Pass::<1>, Pass::<2>, Pass::<3>, => end }, "/").future;
    assert_eq!(three - two, two - one);
}

/// A sealed session has a place of its own, and is opened there when something is asked.
#[cfg(feature = "cookies")]
#[test]
fn a_sealed_session_that_nobody_asks_allocates_its_place_only() {
    use onionskin::session::{ClientSide, SessionKeys};

    let keys = SessionKeys::new(b"thirty-two bytes from a generator").expect("they are enough");
    let sessions = Sessions::<u64>::client_side(ClientSide::new(keys));
    let cookie = format!("__Host-SESSION_ID=v1.{}", "sealed".repeat(50));
    let idle = cost_of(
        &stack! { (sessions), => end },
        built_in::request(Method::GET, "/", &cookie),
    );
    assert!(idle.allocations <= 3, "{idle:?}");
}

/// A server on this thread, and connections that were kept after an answer.
struct Kept {
    runtime: tokio::runtime::Runtime,
    server: TestServer,
    clients: Vec<TcpStream>,
}

impl Kept {
    fn new(app: impl Application) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(TestServer::start(app));
        let clients = Vec::with_capacity(100);
        let mut kept = Self {
            runtime,
            server,
            clients,
        };
        // Until everything is there that is used again.
        kept.connect();
        kept.ask(10);
        kept
    }

    fn connect(&mut self) {
        let client = self
            .runtime
            .block_on(TcpStream::connect(self.server.addr()));
        self.clients.push(client.unwrap());
    }

    /// Asks on the newest connection.
    fn ask(&mut self, times: usize) {
        let client = self.clients.last_mut().unwrap();
        let mut answer = [0; 1024];
        self.runtime.block_on(async {
            for _ in 0..times {
                let request = b"GET / HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n\r\n";
                client.write_all(request).await.unwrap();
                let length = client.read(&mut answer).await.unwrap();
                assert!(answer[..length].starts_with(b"HTTP/1.1 20"));
            }
        });
    }

    /// The bytes that ten more connections hold when each was answered.
    fn bytes_of_ten(&mut self) -> i64 {
        let ten = allocation_counter::measure(|| {
            for _ in 0..10 {
                self.connect();
                self.ask(1);
            }
        });
        ten.bytes_current
    }
}

#[test]
fn a_request_on_a_kept_connection_allocates_nothing_itself() {
    let mut kept = Kept::new(stack! { => end });
    let counted = allocation_counter::measure(|| kept.ask(100));
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn a_text_is_sent_on_a_kept_connection_as_it_was_made() {
    let mut kept = Kept::new(stack! { => spacious });
    let counted = allocation_counter::measure(|| kept.ask(100));
    assert_eq!(counted.count_total, 100, "{counted:?}");
}

#[test]
fn an_idle_connection_holds_nothing_of_its_stack() {
    let small = Kept::new(stack! { => end }).bytes_of_ten();
    let mut large = Kept::new(stack! {
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>,
        => end
    });
    let large = large.bytes_of_ten();
    assert_eq!(large, small);
}
