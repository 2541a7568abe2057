//! The other attributes.

use super::expands;

expands! { provider: #[provider]
    fn locale(req: &Request) -> Locale {
        Locale
    }
}

expands! { provider_fallible: #[provider]
    async fn user(session: &Session<Login>, db: &Db) -> Result<User, Denied> {
        db.user(session).await
    }
}

expands! { handler: #[handler]
    async fn home(user: &User, Query(words): Query<Words>) -> Result<String, Denied> {
        Ok(words.text)
    }
}

expands! { handler_broken: #[handler]
    async fn home(user: &User) {}
}

expands! { error_handler: #[error_handler]
    fn denied(err: &Denied, req: &Request) -> StatusCode {
        StatusCode::FORBIDDEN
    }
}

expands! { error_handler_of_status: #[error_handler(404)]
    fn not_found(req: &Request) -> StatusCode {
        StatusCode::NOT_FOUND
    }
}

expands! { session_id_fetcher: #[session_id_fetcher]
    fn session_id(req: &Request) -> Option<String> {
        None
    }
}

expands! { session_id_generator: #[session_id_generator]
    async fn new_session_id() -> SessionId {
        SessionId::random::<128>()
    }
}

expands! { handler_with_an_optional_value: #[handler]
    fn home(user: Option<&User>, req: &Request, db: &Db) -> String {
        String::new()
    }
}

expands! { provider_on_an_impl_block: #[provider]
    impl<T: Clone> Copies<T> {
        async fn provide(&self, req: &Request) -> Result<T, Denied> {
            Ok(self.0.clone())
        }
    }
}

expands! { handler_on_an_impl_block: #[handler]
    impl Shelf {
        fn book(&self, Path(number): Path<usize>) -> String {
            self.books[number].clone()
        }

        #[check]
        fn check(&self) -> Result<(), Empty> {
            Ok(())
        }
    }
}
