//! Texts: the one or the many that a setting takes.

/// One text: a `&str`, a `String`, or whatever else can be read as one.
///
/// Whatever is `AsRef<str>` is one; nobody implements it by hand.
///
/// # Examples
///
/// ```
/// use onionskin::{Cors, http::Method};
///
/// let cors = Cors::new().allow_origin("https://example.org").allow_method(Method::PUT);
/// assert!(cors.check().is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not one text",
    label = "not a text",
    note = "give one text; what takes several is named in the plural, as `allow_origins`"
)]
pub trait AsText: AsRef<str> {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> AsText for T {}

/// Several texts: an array, a vector, or any other iterator of them.
///
/// Whatever is `IntoIterator` over texts is some; nobody implements it by hand.
///
/// # Examples
///
/// ```
/// use onionskin::TrustedHost;
///
/// let one = TrustedHost::new().allow(["example.org"]);
/// let two = TrustedHost::new().allow(vec!["example.org".to_owned(), "www.example.org".to_owned()]);
/// assert!(one.check().is_ok() && two.check().is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of texts",
    label = "not a list",
    note = "write a list, also of one: `[\"…\"]`"
)]
pub trait Texts: IntoIterator<Item: AsRef<str>> {}

#[diagnostic::do_not_recommend]
impl<T: IntoIterator<Item: AsRef<str>>> Texts for T {}
