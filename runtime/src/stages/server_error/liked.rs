//! Liked: a problem of a client's own making, in the form that the client likes best.

use super::{Fault, form::Form, page};
use crate::{Request, Response};

/// Writes a problem as HTML or as text for a client that likes that better than JSON.
#[cold]
pub(in crate::stages) fn write_as_liked(request: &Request, response: &mut Response) {
    let form = Form::of(request.headers(), [Form::Json, Form::Html, Form::Text]);
    if form != Form::Json {
        let text = page::text(&Fault::of(request, response, None), form);
        page::put(response, form, text);
    }
}
