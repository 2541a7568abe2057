//! Layers: async functions that do nothing but await the next.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

pub(crate) async fn pass(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    next.call(request).await
}

/// Writes the wraps of an `App` one by one, as its types want it.
macro_rules! passing {
    ($($each:tt)*) => {
        App::new().route("/", web::get().to(hello))$(.wrap({
            let _ = stringify!($each);
            actix_web::middleware::from_fn(layers::pass)
        }))*
    };
}

pub(crate) use passing;
