//! What the stages that come with onionskin allocate.

use onionskin::{middleware_stack as stack, prelude::*};

#[cfg(not(feature = "metrics"))]
use crate::after;
use crate::{BOXED, Cost, Pass, before, cost, cost_of, end};

/// A response that has had a header: it comes with room for as many as the last one ended with.
#[handler]
fn with_headers() -> (StatusCode, &'static str) {
    (StatusCode::NO_CONTENT, "")
}

#[test]
fn stages_that_set_headers_allocate_nothing() {
    let plain = cost(&stack! { => with_headers }, "/");
    let protected = cost(&stack! { SecurityHeaders::new(), => with_headers }, "/");
    let framed = cost(&stack! { FrameOptions::new(), => with_headers }, "/");
    let https = cost(
        &stack! { ProxyHeaders::new(), Hsts::new(), => with_headers },
        "/",
    );
    for cost in [protected, framed, https] {
        assert_eq!(cost.allocations, plain.allocations, "{cost:?}");
    }
}

#[test]
fn headers_of_an_answer_without_any_make_room_once() {
    let one = cost(&stack! { SecurityHeaders::new(), => end }, "/");
    // The two parts of the map.
    assert_eq!(one.allocations, 2 + BOXED, "{one:?}");
}

#[test]
fn cors_allocates_nothing_for_a_simple_request() {
    let allowed = "https://shop.example.org";
    let cors = Cors::new().allow_origin(allowed).allow_credentials();
    let plain = cost(&stack! { => with_headers }, "/");
    for origin in [None, Some(allowed), Some("https://elsewhere.example")] {
        let mut request = Request::new(Body::empty());
        request
            .headers_mut()
            .extend(origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin))));
        let cors = cost_of(&stack! { cors.clone(), => with_headers }, request);
        assert_eq!(cors.allocations, plain.allocations, "{origin:?}");
    }
}

#[test]
fn a_nonce_costs_the_header_that_names_it() {
    let plain = cost(&stack! { => with_headers }, "/");
    let csp = cost(&stack! { Csp::new(), => with_headers }, "/");
    assert_eq!(csp.allocations, plain.allocations + 1);
}

#[test]
fn stages_that_have_nothing_to_say_allocate_nothing() {
    let plain = cost(&stack! { => end }, "/");
    // Nobody listens to tracing in this process.
    let all = cost(
        &stack! { AccessLog::new(), Trace::new(), ServerError::new(), => end },
        "/",
    );
    assert_eq!(all.allocations, plain.allocations);
}

#[test]
fn what_times_a_stage_is_there_below_a_timing_and_nowhere_else() {
    let plain = cost(&stack! { Pass::<1>, before, => end }, "/");
    let above = cost(
        &stack! {
            Pass::<1>, before,
            => routes {
                GET "/" => end,
                "/timed" => { Timing::new(), => routes { GET "/" => end } },
            }
        },
        "/",
    );
    assert_eq!(above.allocations, plain.allocations);
    let frame = |cost: Cost| cost.future;
    let two = frame(cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/"));
    let one = frame(cost(&stack! { Pass::<1>, => end }, "/"));
    let timed_two = frame(cost(
        &stack! { Timing::new(), Pass::<1>, Pass::<2>, => end },
        "/",
    ));
    let timed_one = frame(cost(&stack! { Timing::new(), Pass::<1>, => end }, "/"));
    assert!(timed_two - timed_one > two - one, "a timed stage has a lap");
    assert!(two - one <= 64, "and one that is not timed has none");
}

// With metrics each measured value is handed to a recorder.
#[cfg(not(feature = "metrics"))]
#[test]
fn timing_allocates_nothing_for_the_second_request_of_a_thread() {
    let plain = cost(&stack! { => end }, "/");
    let timed = cost(
        &stack! { Timing::new(), Pass::<1>, before, after, => end },
        "/",
    );
    assert_eq!(timed.allocations, plain.allocations);
}

#[test]
fn stages_of_limits_allocate_nothing_for_a_request_that_is_within_them() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        ("BodyLimit", cost(&stack! { BodyLimit::new(), => end }, "/")),
        ("Timeout", cost(&stack! { Timeout::new(), => end }, "/")),
        (
            "ConcurrencyLimit",
            cost(&stack! { ConcurrencyLimit::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}

#[test]
fn stages_that_do_not_apply_allocate_nothing_for_an_answer_with_a_body() {
    #[handler]
    fn text() -> &'static str {
        "text"
    }
    let plain = cost(&stack! { => text }, "/");
    for (name, with) in [
        (
            "ServerError",
            cost(&stack! { ServerError::new(), => text }, "/"),
        ),
        ("Trace", cost(&stack! { Trace::new(), => text }, "/")),
        (
            "AccessLog",
            cost(&stack! { AccessLog::new(), => text }, "/"),
        ),
        ("Timeout", cost(&stack! { Timeout::new(), => text }, "/")),
        (
            "ConcurrencyLimit",
            cost(&stack! { ConcurrencyLimit::new(), => text }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
    let client = cost(&stack! { ProxyHeaders::new(), => text }, "/");
    for (name, with) in [
        (
            "Csrf",
            cost(&stack! { ProxyHeaders::new(), Csrf::new(), => text }, "/"),
        ),
        (
            "Hsts",
            cost(&stack! { ProxyHeaders::new(), Hsts::new(), => text }, "/"),
        ),
        (
            "TrustedReferrer",
            cost(
                &stack! { ProxyHeaders::new(), TrustedReferrer::new(), => text },
                "/",
            ),
        ),
    ] {
        assert_eq!(with.allocations, client.allocations, "{name}");
    }
}

#[cfg(feature = "compression")]
#[test]
fn codings_allocate_nothing_for_what_is_not_packed() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        (
            "Compression",
            cost(&stack! { Compression::new(), => end }, "/"),
        ),
        (
            "Decompression",
            cost(&stack! { Decompression::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}
