//! A caller whose stack looks like the habits of other frameworks, and is right.
use std::{
    ops::{Add, Not},
    path::Path as FilePath,
};

use onionskin::{Endpoint, prelude::*};

macro_rules! passing {
    ($($name:ident)*) => {$(
        #[middleware]
        async fn $name(req: &mut Request, next: impl Next) -> Response {
            next.run(req).await
        }
    )*};
}

// The words that other frameworks begin with.
passing!(state catch wrap layer then cors);

// A stage that operators make.
#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}
impl Add<Timing> for timing {
    type Output = Timing;
    fn add(self, all: Timing) -> Timing {
        all
    }
}
impl Not for timing {
    type Output = Self;
    fn not(self) -> Self {
        self
    }
}

// Handlers named as the rest of the stack, and as a fallback.
#[handler]
fn next() -> &'static str {
    "next"
}
#[handler]
fn default() -> &'static str {
    "default"
}

// A module that is written as a type, and a handler that is named as a constructor.
#[allow(non_snake_case)]
mod Pages {
    use onionskin::prelude::*;

    #[handler]
    pub fn new() -> &'static str {
        "new"
    }
}

// A type of one's own with the name of another library's.
struct CorsLayer;
impl CorsLayer {
    fn new() -> Cors {
        Cors::new()
    }
}

struct Api {
    cors: Cors,
    hosts: Vec<String>,
}

impl Api {
    fn limit() -> BodyLimit {
        BodyLimit::new()
    }

    fn app(self, debug: bool) -> impl Application {
        let level = 2;
        let absent: Option<timing> = None;
        middleware_stack! {
            provide self.hosts.len();

            state,
            catch,
            wrap, layer, then,
            (if debug { timing {} } else { !timing {} }),
            (timing {} + Timing::new()),
            None::<cors>,
            (absent),
            self.cors,
            CorsLayer::new(),
            Self::limit(),
            TrustedHost::new().allow(self.hosts.iter().filter(|host| !host.is_empty())),
            (match level { 0 => None, _ => Some(ConcurrencyLimit::new()) }),
            (loop { break Timeout::new() }),
            => routes {
                GET "/" => next,
                GET "/default" => default,
                GET "/new" => Pages::new,
                GET "/a%20b/f(1)/x.*.y" => home,
                PROPFIND | GET "/tree/{*rest}" => home,
                "/nested" => { cors, => (tested(home {})) },
                _ => default,
            }
        }
    }
}

#[handler]
fn home(hosts: &usize) -> String {
    let state = FilePath::new("/").join(hosts.to_string());
    state.display().to_string()
}

fn tested<E: Endpoint>(handler: E) -> E {
    handler
}

fn main() {
    let api = Api {
        cors: Cors::new(),
        hosts: vec!["example.org".to_owned()],
    };
    let _ = api.app(true);
}
