//! onionskin, to be filled in: this page says what has to be here, and the compiler does not read it yet.
//!
//! # What to declare
//!
//! - In `Cargo.toml`: `onionskin = { path = "../runtime", optional = true }`, the feature
//!   `onionskin = ["dep:onionskin", "dep:uuid"]` and a `[[bin]]` called `onionskin` with this path and that
//!   `required-features`.
//! - In `src/harness/contender.rs`: `Contender::new("onionskin", "onionskin")`, second in the list.
//! - In `src/harness/generated.rs`: `Application::onionskin()`, whose twenty stages and forty routes do what
//!   those of `Application::axum()` do; in `src/harness/build.rs` its entry in `applications`.
//! - In `src/harness/machine.rs`: nothing; the commit under each table is onionskin's version.
//!
//! # What this program has to provide
//!
//! Every application is written with `middleware_stack!` and the crate's public names, as any user would.
//!
//! - `struct Onionskin` with [`Contender`]:
//!   - `serve(workload, listener)`: the crate's own server on `runtime()` (one thread), from a
//!     `std::net::TcpListener` that does not block; until the process ends.
//!   - `drive(workload, drive)`: builds the same application without a socket and awaits `drive.run(app)`.
//!     The nine applications are nine types, so a macro names them (`with_site!` of `by_hand`).
//! - `struct Direct<S>(S)` with [`App`]:
//!   - `Request` and `Response`: the crate's own.
//!   - `request(ask)`: the method, path and headers of the `Ask`, an empty body, the peer 127.0.0.1.
//!   - `call(request)`: what the server does for a request that hyper has read.
//!   - `read(response)`: status, headers (names in lower case, cookies among them) and the whole body.
//!   - `future_size(request)`: `Some(size_of_val(&…))` of the future of the whole stack.
//! - `main`: `onionskin_benches::run::<Onionskin>(std::env::args().skip(2))`.
//!
//! # The applications
//!
//! `WORKLOADS.md` defines them and `benches/run check only=onionskin` proves them.
//!
//! - `plain`: `GET /` answers `Json(Message::HELLO)`; media type `application/json`, no charset.
//! - `layers-N` for 1, 5, 10, 20 and 32: `plain` under that many `#[middleware] async fn`s that only
//!   `next.run(req).await`; no fragment may be collapsed by hand.
//! - `real`: the crate's stages for request id, client address, security headers, trusted host, CORS and
//!   sessions, in this order, set to what `contract` says, and `GET /me` and `POST /login` as handlers that
//!   borrow `Session<Login>` and the client's address. In particular:
//!   - made ids are 32 lower-case hexadecimal digits, accepted ones follow `contract::is_acceptable_id`;
//!   - trusted proxies are 127.0.0.0/8 and 10.0.0.0/8; the handler answers the peer when nothing else is
//!     left;
//!   - exactly the five headers of `contract::SECURITY_HEADERS`, on refusals too;
//!   - a refused host is answered with `contract::BAD_HOST`, a missing session with
//!     `contract::NO_SESSION`, both as `contract::PROBLEM`; nothing else is in either answer;
//!   - the cookie is `sid`, `HttpOnly`, `SameSite=Lax`, `Path=/`, without `Secure` and `Max-Age`; a session
//!     that was only read sets none;
//!   - a foreign origin is not refused: it gets the answer without the two CORS headers.
//! - `routes-1`, `routes-200`: `GET` on each of `contract::patterns(N)`, answering the pattern itself as
//!   `text/plain; charset=utf-8`.
//!
//! [`App`]: onionskin_benches::App
//! [`Contender`]: onionskin_benches::Contender
