//! rocket's jar of cookies.
use onionskin::prelude::*;

#[handler]
async fn home(jar: &CookieJar<'_>) -> String {
    jar.get("a").map(|c| c.value().to_owned()).unwrap_or_default()
}

fn main() {}
