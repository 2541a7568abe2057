//! Shared: the stage and the handler that several targets have.

use onionskin::prelude::*;

/// Says in `x-client` who the client is.
///
/// # Panics
///
/// Never: addresses, and the word for none, are visible ASCII.
#[middleware(after)]
pub fn tell(client: &ClientAddr, res: &mut Response) {
    let said = HeaderValue::try_from(client.to_string()).expect("an address is visible");
    res.headers_mut().insert("x-client", said);
}

/// Answers with `200 OK`.
#[must_use]
#[handler]
pub fn served() -> StatusCode {
    StatusCode::OK
}
