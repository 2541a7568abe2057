//! What it costs to read a request and to answer with a text.

use bytes::Bytes;
use onionskin::{Application, middleware_stack as stack, prelude::*};

use crate::{BOXED, answer, cost, spacious};

/// What a shop is asked for: a text without anything to decode, and a number.
#[derive(serde::Deserialize)]
struct Wanted {
    name: String,
    count: u8,
}

impl Wanted {
    fn found(&self) -> StatusCode {
        if self.name == "apple" && self.count == 3 {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::CONFLICT
        }
    }
}

#[handler]
async fn with_query(Query(wanted): Query<Wanted>) -> StatusCode {
    wanted.found()
}

#[handler]
async fn with_json(Json(wanted): Json<Wanted>) -> StatusCode {
    wanted.found()
}

#[handler]
async fn with_form(Form(wanted): Form<Wanted>) -> StatusCode {
    wanted.found()
}

/// Posts a body that lies in one piece and belongs to nobody, and counts what answering it allocates.
fn allocations_of_post(
    app: &impl Application,
    media_type: &'static str,
    text: &'static str,
) -> u64 {
    let mut request = http::Request::post("/")
        .header("content-type", HeaderValue::from_static(media_type))
        .body(Body::from(Bytes::from_static(text.as_bytes())))
        .expect("the headers are fine");
    allocation_counter::measure(|| {
        answer(app, &mut request);
    })
    .count_total
}

#[test]
fn what_is_read_of_a_request_allocates_its_texts_and_nothing_else() {
    let query = cost(&stack! { => with_query }, "/?name=apple&count=3");
    assert_eq!(query.allocations, 1 + BOXED, "{query:?}");
    let text = r#"{"name": "apple", "count": 3}"#;
    let json = allocations_of_post(&stack! { => with_json }, "application/json", text);
    assert_eq!(json, 1 + BOXED, "of JSON");
    let urlencoded = "application/x-www-form-urlencoded";
    let text = "name=apple&count=3";
    let form = allocations_of_post(&stack! { => with_form }, urlencoded, text);
    assert_eq!(form, 1 + BOXED, "of a form");
}

#[test]
fn a_text_is_answered_as_it_was_made() {
    let app = stack! { => spacious };
    // The text, and the two parts of the header map.
    assert_eq!(cost(&app, "/").allocations, 3);
}
