//! What a stage does unless told otherwise is what its page says.

use std::fmt::Debug;

use onionskin::prelude::*;
#[cfg(feature = "messagepack")]
use onionskin::stages::MessagePack;
use onionskin::{BodyLimit, ConcurrencyLimit, Timeout};
#[cfg(feature = "compression")]
use onionskin::{Breach, Coding, Compression, Decompression, Flush};

/// Asserts that a stage has the settings that are written out, and that others could be told from them.
fn assert_default<S: Debug>(stage: &S, written: &S, another: &S) {
    assert_eq!(format!("{stage:?}"), format!("{written:?}"));
    assert_ne!(format!("{stage:?}"), format!("{another:?}"));
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn limits_are_those_of_their_pages() {
    let bodies = BodyLimit::new;
    assert_default(
        &bodies(),
        &bodies().bytes(2 << 20),
        &bodies().bytes(1 << 20),
    );
    let timeout = Timeout::new;
    let written = timeout()
        .head(seconds(30))
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .retry_after(seconds(5));
    for another in [
        timeout().head(seconds(31)),
        timeout().status(StatusCode::GATEWAY_TIMEOUT),
        timeout().retry_after(seconds(6)),
        timeout().idle(seconds(1)),
        timeout().upload_idle(seconds(1)),
    ] {
        assert_default(&timeout(), &written, &another);
    }
    let limit = ConcurrencyLimit::new;
    let written = limit()
        .at_once(512)
        .in_line(512)
        .wait(seconds(5))
        .retry_after(seconds(1));
    for another in [
        limit().at_once(511),
        limit().in_line(511),
        limit().wait(seconds(6)),
        limit().retry_after(seconds(2)),
    ] {
        assert_default(&limit(), &written, &another);
    }
    let tokens = CsrfTokens::<u64>::new;
    let written = tokens()
        .field("csrf_token")
        .form_bytes(2 << 20)
        .form_time(seconds(30));
    for another in [
        tokens().field("token"),
        tokens().form_bytes(1 << 20),
        tokens().form_time(seconds(31)),
        tokens().exempt_bearer(),
    ] {
        assert_default(&tokens(), &written, &another);
    }
}

#[cfg(feature = "compression")]
#[test]
fn codings_are_those_of_their_pages() {
    let packing = Compression::new;
    let written = packing()
        .codings([Coding::Zstd, Coding::Brotli, Coding::Gzip, Coding::Deflate])
        .minimum_size(860)
        .gzip_level(6)
        .brotli_level(5)
        .zstd_level(3)
        .flush(Flush::OnIdle)
        .breach(Breach::SkipIfSecret)
        .strict(false);
    for another in [
        packing().codings([Coding::Gzip]),
        packing().minimum_size(859),
        packing().gzip_level(7),
        packing().brotli_level(6),
        packing().zstd_level(4),
        packing().flush(Flush::EveryFrame),
        packing().breach(Breach::Off),
        packing().strict(true),
    ] {
        assert_default(&packing(), &written, &another);
    }
    let unpacking = Decompression::new;
    let written = unpacking()
        .codings(Coding::ALL)
        .max_bytes(10 << 20)
        .max_ratio(100)
        .max_stacked(2);
    for another in [
        unpacking().codings([Coding::Gzip]),
        unpacking().max_bytes(11 << 20),
        unpacking().max_ratio(101),
        unpacking().max_stacked(1),
    ] {
        assert_default(&unpacking(), &written, &another);
    }
}

#[cfg(feature = "messagepack")]
#[test]
fn message_pack_writes_what_its_page_says() {
    let stage = MessagePack::new;
    assert_default(&stage(), &stage().max_bytes(2 << 20), &stage().max_bytes(1));
}

#[test]
fn whom_we_serve_and_what_is_told_is_that_of_the_pages() {
    let hosts = TrustedHost::new;
    for another in [
        hosts().allow(["localhost", "127.0.0.1", "[::1]"]),
        hosts().allow_any(),
        hosts().one_label(),
        hosts().misdirected(),
        hosts().mark_only(),
        hosts().allow_http10_without_host(),
    ] {
        assert_default(&hosts(), &hosts(), &another);
    }
    let https_only = Hsts::new;
    let written = https_only().max_age(seconds(63_072_000));
    for another in [
        https_only().max_age(seconds(1)),
        https_only().without_subdomains(),
        https_only().preload(),
    ] {
        assert_default(&https_only(), &written, &another);
    }
    let redirect = HttpsRedirect::new;
    for another in [
        redirect().port(444),
        redirect().temporary(),
        redirect().all_methods(),
        redirect().exempt(["/health"]),
    ] {
        assert_default(&redirect(), &redirect().port(443), &another);
    }
    let errors = ServerError::new;
    assert_default(&errors(), &errors().debug(false), &errors().debug(true));
    let timing = Timing::new;
    assert_default(
        &timing(),
        &timing().server_timing(false),
        &timing().server_timing(true),
    );
}
