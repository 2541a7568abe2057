//! A caller of stages that stand in functions, modules and under other names.
use onionskin::prelude as web;
use onionskin::{handler as endpoint, middleware as stage, middleware_stack as stack};

mod stages {
    use super::stage;
    use onionskin::prelude::*;

    /// With a lifetime of its own.
    #[stage]
    pub async fn timing<'a>(req: &'a mut Request, next: impl Next) -> Response {
        next.run(req).await
    }

    pub mod deeper {
        use onionskin::prelude::*;

        #[onionskin::provider]
        pub fn user(_req: &Request) -> super::super::User {
            super::super::User
        }
    }
}

pub struct User;
type Somebody = User;

fn main() {
    #[endpoint]
    async fn local(_user: &Somebody, _req: &mut web::Request) -> &'static str {
        "local"
    }

    #[stage]
    async fn any_order(next: impl web::Next, _user: &User, req: &mut web::Request) -> impl web::IntoResponse {
        next.run(req).await
    }

    let _ = stack! { stages::timing, stages::deeper::user, any_order, => local };
}
