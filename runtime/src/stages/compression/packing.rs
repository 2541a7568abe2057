//! Packing: what becomes of one response.

use std::{
    future::{Ready, ready},
    pin::Pin,
};

use http::{
    HeaderValue, Method, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE},
};
use http_body::Body as _;

use super::{
    Compression, Except,
    accept::{self, Choice},
    coded::Coded,
    encoder::Encoder,
    head, media,
    source::Source,
    unmeasured::Unmeasured,
};
use crate::{
    Body, IntoResponse, Problem, Request, Response,
    either::Either,
    request::LookUp as _,
    response::vary,
    stages::{changed, coding::Coding, stepped::Stepped},
};

impl Compression {
    /// A whole body up to this size is packed at once, so that its length is known.
    const WHOLE: usize = Encoder::OUTPUT;

    /// Tells what most of those are that stay as they are; `false` says nothing.
    #[inline]
    pub(super) fn stays_at_a_glance(&self, req: &Request, response: &Response) -> bool {
        let is_small = response.body().is_whole_below(self.minimum_size);
        (is_small && req.method() != Method::HEAD) || self.is_packed_already(response)
    }

    /// Packs the response if it should be.
    pub(super) fn consider(
        &self,
        req: &Request,
        mut response: Response,
    ) -> Either<Ready<Response>, Pin<Box<dyn Future<Output = Response> + Send + '_>>> {
        match self.decide(req, &mut response) {
            Some(coding) => Either::right(self.pack(response, coding)),
            None => Either::left(ready(response)),
        }
    }

    /// Says what the head has to say, and gives the coding in which the body shall be sent, if any.
    fn decide(&self, req: &Request, response: &mut Response) -> Option<Coding> {
        if !self.is_packable(response) || self.is_too_small(req, response) {
            return None;
        }
        if let Some(coding) = response.headers().first(&CONTENT_ENCODING) {
            if coding.as_bytes().eq_ignore_ascii_case(b"identity") {
                response.headers_mut().remove(CONTENT_ENCODING);
            }
            return None;
        }
        let spares = |except: &Except| except(req, response);
        if head::forbids(response) || self.except.iter().any(spares) {
            return None;
        }
        vary::by(response.headers_mut(), ACCEPT_ENCODING);
        if self.breach.spares(req, response) {
            return None;
        }
        match accept::choose(req.headers(), &self.offered) {
            Choice::Coding(coding) if req.method() != Method::HEAD => return Some(coding),
            Choice::Coding(_) => mirror(response),
            Choice::Nothing if self.strict => *response = not_acceptable(),
            Choice::Nothing | Choice::Identity => {}
        }
        None
    }

    fn is_too_small(&self, req: &Request, response: &Response) -> bool {
        match response.body().size_hint().exact() {
            Some(length) if length >= self.minimum_size => false,
            None => false,
            // The answer to a HEAD may have no body, and tell its length all the same.
            Some(0) if req.method() == Method::HEAD => {
                let length = response.headers().get(CONTENT_LENGTH);
                let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
                length.is_none_or(|length: u64| length < self.minimum_size)
            }
            Some(_) => true,
        }
    }

    /// Not where it is called: what is small is the shorter for it.
    #[inline(never)]
    fn is_packed_already(&self, response: &Response) -> bool {
        let content_type = response.headers().first(&CONTENT_TYPE);
        self.also.is_empty()
            && content_type.is_some_and(|named| media::is_packed_already(named.as_bytes()))
    }

    fn is_packable(&self, response: &Response) -> bool {
        let Some(content_type) = response.headers().first(&CONTENT_TYPE) else {
            return false;
        };
        let essence = media::essence(content_type.as_bytes());
        let is = |listed: &String| listed.as_bytes().eq_ignore_ascii_case(essence);
        !self.never.iter().any(is) && (media::is_packable(essence) || self.also.iter().any(is))
    }

    // Boxed, because what waits in it would make every request's future larger.
    fn pack(
        &self,
        response: Response,
        coding: Coding,
    ) -> Pin<Box<dyn Future<Output = Response> + Send + '_>> {
        Box::pin(async move {
            let (mut head, mut body) = response.into_parts();
            let encoder = |length| Encoder::new(coding, self.levels, length, self.breach.padding());
            if let Some(bytes) = body.take_whole(Self::WHOLE) {
                let length = Some(bytes.len() as u64);
                let body = match encoder(length).whole(&bytes) {
                    Ok(Some(packed)) => {
                        head::mark(&mut head.headers, coding);
                        packed
                    }
                    // Not smaller; and what cannot be packed can still be sent.
                    Ok(None) | Err(_) => bytes,
                };
                return Response::from_parts(head, body.into());
            }
            let source = match body.size_hint().exact() {
                Some(_) => Source::of(body),
                None => Source::peek(body, self.minimum_size).await,
            };
            let length = source.length();
            if length.is_some_and(|length| length < self.minimum_size) {
                return Response::from_parts(head, source.into_body());
            }
            head::mark(&mut head.headers, coding);
            let coded = Stepped::new(Coded::new(source, encoder(length), self.flush));
            Response::from_parts(head, Body::new(coded))
        })
    }
}

/// The head that a GET would have, of unknown length.
fn mirror(response: &mut Response) {
    changed::forget(response.headers_mut());
    *response.body_mut() = Body::new(Unmeasured);
}

fn not_acceptable() -> Response {
    let mut response = Problem::new(StatusCode::NOT_ACCEPTABLE)
        .detail("no coding of `Accept-Encoding` is on offer, and `identity` is refused")
        .into_response();
    vary::by(response.headers_mut(), ACCEPT_ENCODING);
    response
}

/// As `Vary` names it.
const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");
