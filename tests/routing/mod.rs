//! A request goes to the one handler whose path and method it has.

mod fallbacks;
mod methods;
mod paths;
mod refused;
mod unusual_paths;

use onionskin::{TestClient, prelude::*};

/// Says which route was taken, and with what.
pub(crate) struct To(pub(crate) &'static str);

/// Lends the name of the route to the handler.
#[middleware]
impl To {
    async fn handle(&self, req: &mut Request, next: impl NextWith<Self>) -> Response {
        let to = Self(self.0);
        next.run_with(req, &to).await
    }
}

#[handler]
pub(crate) fn taken(to: &To, req: &Request) -> String {
    let parts: Vec<_> = req
        .path_params()
        .iter()
        .map(|part| match part.decoded() {
            Some(value) => format!(" {}={value}", part.name()),
            None => format!(" {}=?", part.name()),
        })
        .collect();
    format!("{}{}", to.0, parts.concat())
}

/// Asserts what each method and path answers: a status, and the text when it is 200.
pub(crate) async fn table(client: &TestClient, rows: &[(&str, &str, &str)]) {
    for (method, path, expected) in rows {
        let res = client.request(method.parse().unwrap(), path).await;
        let answer = match res.status() {
            StatusCode::OK => res.text().await,
            status => status.as_u16().to_string(),
        };
        assert_eq!(&answer, expected, "{method} {path}");
    }
}
