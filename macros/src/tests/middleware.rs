//! `#[middleware]`, for each moment that it acts at.

use super::expands;

expands! { around: #[middleware]
    /// Measures the rest.
    pub async fn timing(req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

expands! { around_with_extractor: #[middleware]
    async fn auth(token: Token, req: &mut Request, next: impl Next, db: &Db) -> Result<Response, Denied> {
        Ok(next.run(req).await)
    }
}

expands! { lends: #[middleware]
    async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
        next.run_with(req, &User).await
    }
}

expands! { before: #[middleware(before)]
    fn check(req: &Request, config: &Config) -> Result<(), Denied> {
        Ok(())
    }
}

expands! { before_async: #[middleware(before)]
    async fn check(req: &mut Request) {}
}

expands! { after: #[middleware(after)]
    fn stamp(req: &Request, res: &mut Response) {}
}

expands! { finally: #[middleware(finally)]
    fn count(req: &Request, outcome: Outcome<'_>) {}
}

expands! { settings: #[middleware(before)]
    fn limit(req: &Request, #[setting] max: u64, #[setting(default = 3)] burst: u8) {}
}

expands! { impl_block: #[middleware]
    impl<T: Clone> Auth<T> {
        async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
            next.run(req).await
        }
    }
}

expands! { applies: #[middleware]
    impl Auth {
        #[applies]
        fn applies(&self, req: &Request, user: &User, db: &Db) -> bool {
            user.needs(db)
        }

        async fn handle(&self, req: &mut Request, user: &User, next: impl Next) -> Response {
            next.run(req).await
        }
    }
}

expands! { broken: #[middleware]
    async unsafe fn auth(req: &Request, next: Next) -> Response {
        next.run(req).await
    }
}
