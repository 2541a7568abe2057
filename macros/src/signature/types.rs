//! Types: what no annotated function may borrow, lend or return, as far as its words tell.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, spanned::Spanned};

use super::{borrowing, foreign, is_named_rest};
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::{is_spelled, mentions},
};

/// Whether a stack can lend such a type, as far as its words tell.
pub(crate) fn lendable(ty: &Type) -> bool {
    fn borrows(tokens: TokenStream) -> bool {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let (TokenTree::Punct(punct), next) = (&token, tokens.peek()) else {
                continue;
            };
            let is_static = |next: Option<&TokenTree>| matches!(next, Some(TokenTree::Ident(word)) if word == "static");
            match punct.as_char() {
                '\'' if !is_static(next) => return true,
                '&' if !matches!(next, Some(TokenTree::Punct(tick)) if tick.as_char() == '\'') => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }
    if is_plain(ty) {
        return !matches!(ty, Type::Path(path) if path.path.is_ident("str"));
    }
    let sized = match ty {
        Type::Slice(_) | Type::TraitObject(_) | Type::ImplTrait(_) => false,
        Type::Tuple(tuple) => !tuple.elems.is_empty(),
        Type::Path(path) => !path.path.is_ident("str"),
        _ => true,
    };
    let tokens = ty.to_token_stream();
    // Of `for<'a> fn(&'a str)` the lifetime is its own.
    sized && (!borrows(tokens.clone()) || mentions(tokens, "for"))
}

/// The type with `'static` in place of every lifetime that is left open, as nothing but its function names it.
pub(crate) fn lasting(tokens: TokenStream) -> TokenStream {
    let mut lasting = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), self::lasting(group.stream()));
                inner.set_span(group.span());
                lasting.extend([TokenTree::Group(inner)]);
            }
            TokenTree::Punct(tick) if tick.as_char() == '\'' => {
                let span = tokens.next().map_or(tick.span(), |name| name.span());
                lasting.extend(quote_spanned!(span=> 'static));
            }
            TokenTree::Punct(and) if and.as_char() == '&' => {
                let is_tick = |token: &TokenTree| matches!(token, TokenTree::Punct(tick) if tick.as_char() == '\'');
                let left_out = !tokens.peek().is_some_and(is_tick);
                let lifetime = left_out.then(|| quote_spanned!(and.span()=> 'static));
                and.to_tokens(&mut lasting);
                lifetime.to_tokens(&mut lasting);
            }
            other => lasting.extend([other]),
        }
    }
    lasting
}

/// Refuses types that a stack cannot lend: those without a size, and those that borrow themselves.
pub(crate) fn owned(ty: &Type, found: &mut Diagnostics) {
    // An outcome borrows, and is refused where it is known to be one.
    if lendable(ty)
        || foreign::mistaken(ty).is_some()
        || matches!(ty, Type::Tuple(_))
        || is_spelled(ty, |name| name == "Outcome")
    {
        return;
    }
    if matches!(ty, Type::ImplTrait(_)) {
        if !is_named_rest(ty) {
            found.error(
                ty,
                "a stack cannot tell which type is meant",
                "write the type that a stage above lends",
            );
        }
        return;
    }
    let text = ty.to_token_stream().to_string().replace(' ', "");
    match ty {
        Type::TraitObject(_) if text.ends_with("Request") => found.error(
            ty,
            "a request is of one type, and no trait",
            "write `&Request`",
        ),
        Type::TraitObject(_) => found.error(
            ty,
            format!(
                "`dyn {}` has no size, so no stack lends it",
                text.trim_start_matches("dyn").replace('+', " + ")
            ),
            "borrow what holds it: a `Box` or an `Arc`",
        ),
        Type::Slice(_) | Type::Path(_) if !text.contains(['\'', '&']) => found.error(
            ty,
            format!("`{text}` has no size, so no stack lends it"),
            "borrow what holds it: a `String`, a `Vec`, or a type of your own",
        ),
        _ => found.error(
            ty,
            format!("`{text}` borrows, so no stack lends it"),
            "use a type that owns what it holds, such as `String` in place of `&str`",
        ),
    }
}

/// Refuses a result that has no size.
pub(crate) fn sized(function: &Function, found: &mut Diagnostics) {
    if let Some(never @ Type::Never(_)) = function.returns() {
        found.error(
            never,
            format!("`{}` never returns, so nobody is answered", function.name()),
            "write the type of what it returns",
        );
    }
    // The compiler asks for the type that is left open.
    if function.returns().is_some_and(is_left_open) {
        found.told();
    }
    if let Some(ty) = function.returns().filter(|ty| is_unsized(ty)) {
        let text = ty.to_token_stream().to_string();
        let help = match ty {
            Type::Slice(slice) => format!("write `Vec<{}>`", slice.elem.to_token_stream()),
            Type::TraitObject(object) => {
                format!("write `impl {}`", object.bounds.to_token_stream())
            }
            _ => "write `String`".to_owned(),
        };
        found.error(
            ty,
            format!("`{text}` has no size, so no function returns it"),
            &help,
        );
    }
}

/// Whether a type is a slice, `str` or a trait object.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        _ => false,
    }
}

/// Whether a type is a path with nothing but such types in angle brackets: most are, and of these nothing need be
/// read token by token.
pub(crate) fn is_plain(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let is_type =
        |argument: &GenericArgument| matches!(argument, GenericArgument::Type(ty) if is_plain(ty));
    path.qself.is_none()
        && path
            .path
            .segments
            .iter()
            .all(|segment| match &segment.arguments {
                PathArguments::None => true,
                PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(is_type),
                PathArguments::Parenthesized(_) => false,
            })
}

/// The place of a type's first token.
pub(crate) fn first(ty: &Type) -> Span {
    match ty {
        Type::Path(path) if path.qself.is_none() && path.path.leading_colon.is_none() => {
            let first = path.path.segments.first();
            first.map_or_else(|| ty.span(), |segment| segment.ident.span())
        }
        _ => ty.span(),
    }
}

/// The place of a type's last token.
pub(crate) fn last(ty: &Type) -> Span {
    if let Type::Path(path) = ty
        && let Some(segment) = path.path.segments.last()
    {
        match &segment.arguments {
            PathArguments::None => return segment.ident.span(),
            PathArguments::AngleBracketed(arguments) => return arguments.gt_token.span(),
            PathArguments::Parenthesized(_) => {}
        }
    }
    let last = ty.to_token_stream().into_iter().last();
    last.map_or_else(|| ty.span(), |token| token.span())
}

/// Whether a type is `()`.
pub(crate) fn is_nothing(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// Whether a type is left open with `_`, which the compiler refuses in every signature.
pub(crate) fn is_inferred(ty: &Type) -> bool {
    match ty {
        Type::Infer(_) => true,
        Type::Reference(reference) => is_inferred(&reference.elem),
        _ => false,
    }
}

/// Whether a part of a type is left open with `_`.
fn is_left_open(ty: &Type) -> bool {
    match ty {
        Type::Infer(_) => true,
        Type::Tuple(tuple) => tuple.elems.iter().any(is_left_open),
        _ => borrowing::arguments(ty).any(is_left_open),
    }
}

/// Refuses a future as the result: the macro awaits an `async fn`, and nothing else.
pub(crate) fn no_future(what: &str, function: &Function, found: &mut Diagnostics) {
    let Some(ty) = function.returns() else { return };
    if !function.is_async() && is_future(ty) {
        found.error(
            ty,
            format!(
                "{what} `{}` returns a future, and nobody waits for it",
                function.name()
            ),
            &format!(
                "write `async fn {}`, and return what the future does",
                function.name()
            ),
        );
    }
}

/// Whether a type is `impl Future`, `Pin<Box<dyn Future>>` or `BoxFuture`, by these names.
pub(crate) fn is_future(ty: &Type) -> bool {
    match ty {
        Type::ImplTrait(opaque) => mentions(opaque.bounds.to_token_stream(), "Future"),
        _ => {
            is_spelled(ty, |name| name.ends_with("BoxFuture"))
                || (is_spelled(ty, |name| name == "Pin" || name == "Box")
                    && mentions(ty.to_token_stream(), "Future"))
        }
    }
}
