//! `ServerError` answers for what nobody else has answered for, and never says why.

mod after_the_head;
mod debug_page;
mod forms;
mod pages;

use onionskin::prelude::*;

use crate::errors_become_responses::OutOfStock;

#[handler]
fn fails(req: &Request) -> Result<StatusCode, onionskin::Error> {
    match req.uri().path() {
        "/error" => {
            Err(onionskin::Error::from(OutOfStock("<script>tea</script>")).context("no tea"))?
        }
        "/panic" => panic!("warehouse 7 is gone"),
        path => Ok(path.trim_start_matches('/').parse()?),
    }
}

#[handler]
fn in_words() -> Result<(), Problem> {
    Err(Problem::new(StatusCode::BAD_GATEWAY)
        .title("The bank does not answer")
        .detail("Try <again> tomorrow.")
        .member("bank", 7)
        .member("code", "bank_is_<silent>")
        .caused_by(OutOfStock("money")))
}

#[handler]
fn own_page() -> (StatusCode, Html<&'static str>) {
    (StatusCode::SERVICE_UNAVAILABLE, Html("closed for today"))
}

#[handler]
fn refused() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}
