//! Returns: the check that a function returns what its attribute can use, on the type itself.

use std::mem;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type};

use crate::{
    attribute::unnamed,
    function::Function,
    runtime_path::Runtime,
    signature::{borrowing, types},
};

/// `const _: () = <Type as Check>::OK;`, with every token at the user's type; of a `Result`, at each
/// of its two types.
///
/// The traits stand in the runtime and have a sentence each; `impl Trait` cannot be named, and
/// proves itself.
pub(crate) fn check(
    runtime: &Runtime,
    wanted: &str,
    function: &Function,
    place: Span,
) -> TokenStream {
    let Some(ty) = function.returns() else {
        return TokenStream::new();
    };
    let ty = &lasting(ty, function);
    let one = |wanted, ty, name: &_| one(runtime, wanted, ty, name, place);
    match sides(ty) {
        Some((value, error)) if wanted != "BeforeReturns" || types::is_nothing(value) => {
            let same = quote!(#runtime::Same);
            let in_brackets = |ty: &Type| quote!(#same<#ty>);
            let value = Side::of("__Value", value, &in_brackets(value), function, runtime);
            let error = Side::of("__Error", error, &in_brackets(error), function, runtime);
            let declared = [&value, &error].map(|side| &side.declared);
            // A `Result` of somebody else's is not what the two checks are about.
            let whole = one("IsResult", ty, &whole(ty, &value.name, &error.name));
            let value = (!matches!(wanted, "ProviderReturns" | "BeforeReturns"))
                .then(|| one(wanted, value.ty, &value.name));
            let text = no_text(runtime, &error, place);
            let error = one("ErrorResponse", error.ty, &error.name);
            quote!(#(#declared)* #value #error #text #whole)
        }
        _ => {
            let all = Side::of("__Returned", ty, &quote!(#ty), function, runtime);
            let (declared, check) = (&all.declared, one(wanted, all.ty, &all.name));
            quote!(#declared #check)
        }
    }
}

/// A type that is asked about, and the name that generated code has for it.
///
/// The compiler tells of a type that does not exist at every place where it is written, and proposes
/// to make it a parameter of the item there. So it is written once more, in an item whose name
/// stands where the function's does.
struct Side<'a> {
    ty: &'a Type,
    declared: Option<TokenStream>,
    name: TokenStream,
}

impl<'a> Side<'a> {
    /// A type as it is to be `written`: in angle brackets where the user has it in such.
    fn of(
        name: &str,
        ty: &'a Type,
        written: &TokenStream,
        function: &Function,
        runtime: &Runtime,
    ) -> Self {
        // A trait object is shown in other words under a name.
        let is_object = type_mentions(ty, "dyn");
        if mentions_impl(ty) || is_object || !types::lendable(ty) {
            let name = quote!(#ty);
            let declared = None;
            return Self { ty, declared, name };
        }
        let at = function.name().span();
        let (first, last) = (types::first(ty), types::last(ty));
        let declared = Ident::new(name, at);
        let name = Ident::new(name, first);
        let (here, end) = (runtime.at(first), quote_spanned!(last=> >));
        Self {
            ty,
            declared: Some(quote!(type #declared = #written;)),
            name: if quote!(#ty).into_iter().nth(1).is_none() {
                quote!(#name)
            } else {
                // From the first token of the type to its last.
                quote_spanned!(first=> #here::Same<#name #end)
            },
        }
    }
}

/// The `Result` with other names of its two types.
fn whole(ty: &Type, value: &TokenStream, error: &TokenStream) -> TokenStream {
    let Type::Path(path) = ty else {
        return quote!(#ty);
    };
    let mut path = path.clone();
    let end = types::last(ty);
    if let Some(last) = path.path.segments.last_mut() {
        last.arguments = PathArguments::None;
    }
    let end = quote_spanned!(end=> >);
    quote!(#path<#value, #error #end)
}

/// The type with `'static` in place of the lifetimes of its function, which nothing else can name.
fn lasting(ty: &Type, function: &Function) -> Type {
    fn replaced(tokens: TokenStream, names: &[&Ident]) -> TokenStream {
        let mut is_lifetime = false;
        let replace = |token| {
            let behind_tick = mem::take(&mut is_lifetime);
            match token {
                TokenTree::Group(group) => {
                    let inner = replaced(group.stream(), names);
                    let mut replaced = Group::new(group.delimiter(), inner);
                    replaced.set_span(group.span());
                    TokenTree::Group(replaced)
                }
                TokenTree::Ident(name) if behind_tick && names.contains(&&name) => {
                    TokenTree::Ident(Ident::new("static", name.span()))
                }
                other => {
                    is_lifetime =
                        matches!(&other, TokenTree::Punct(tick) if tick.as_char() == '\'');
                    other
                }
            }
        };
        tokens.into_iter().map(replace).collect()
    }
    let lifetimes = function.sig.generics.lifetimes();
    let names: Vec<&Ident> = lifetimes.map(|param| &param.lifetime.ident).collect();
    if names.is_empty() {
        return ty.clone();
    }
    syn::parse2(replaced(quote!(#ty), &names)).unwrap_or_else(|_| ty.clone())
}

fn one(runtime: &Runtime, wanted: &str, ty: &Type, name: &TokenStream, place: Span) -> TokenStream {
    if mentions_impl(ty) {
        return TokenStream::new();
    }
    let body = match ty {
        // Of a longer tuple, another part can be the wrong one.
        Type::Tuple(parts) if parts.elems.len() == 2 => parts
            .elems
            .last()
            .filter(|_| is_spelled(&parts.elems[0], |name| name == "StatusCode")),
        ty => Some(ty),
    };
    let data = body.and_then(|body| borrowing::data(body, |name| name == "Json"));
    let wanted = match data.filter(|_| wanted == "HandlerReturns") {
        Some(data) => quote_spanned!(types::first(ty)=> HandlerReturnsJson<#data>),
        None => quote::format_ident!("{wanted}", span = types::first(ty)).to_token_stream(),
    };
    let runtime = runtime.at(types::first(ty));
    let unnamed = unnamed(place);
    quote_spanned!(types::first(ty)=> const #unnamed: () = <#name as #runtime::checks::#wanted>::OK;)
}

/// That an error is not answered with `200 OK`.
fn no_text(runtime: &Runtime, side: &Side<'_>, place: Span) -> TokenStream {
    let (ty, name) = (side.ty, &side.name);
    if mentions_impl(ty) {
        return TokenStream::new();
    }
    let (here, unnamed) = (runtime.at(types::first(ty)), unnamed(place));
    quote_spanned! {types::first(ty)=>
        const #unnamed: () = <#name as #here::checks::IsAnError<{
            #here::Erring::<#name>::IS_TEXT
        }>>::OK;
    }
}

/// What a function gives back, asked to be what is wanted where its type cannot be named.
pub(crate) fn proven(
    runtime: &Runtime,
    wanted: &str,
    function: &Function,
    given: TokenStream,
) -> TokenStream {
    proven_by("proven", runtime, wanted, function, given)
}

/// The same of a future of it.
pub(crate) fn promised(
    runtime: &Runtime,
    wanted: &str,
    function: &Function,
    given: TokenStream,
) -> TokenStream {
    proven_by("promised", runtime, wanted, function, given)
}

fn proven_by(
    method: &str,
    runtime: &Runtime,
    wanted: &str,
    function: &Function,
    given: TokenStream,
) -> TokenStream {
    match function.returns() {
        Some(ty) if mentions_impl(ty) => {
            let [wanted, method] = [wanted, method]
                .map(|name| quote::format_ident!("{name}", span = types::first(ty)));
            let here = runtime.at(types::first(ty));
            let asked = quote_spanned!(types::first(ty)=> { #here::checks::#wanted::#method });
            let given = Group::new(proc_macro2::Delimiter::Parenthesis, given);
            quote!(#asked #given)
        }
        _ => given,
    }
}

/// The `T` of `Result<T, E>`.
pub(crate) fn value(ty: &Type) -> Option<&Type> {
    sides(ty).map(|(value, _)| value)
}

/// The `T` and the `E` of `Result<T, E>`.
fn sides(ty: &Type) -> Option<(&Type, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    match (types.next(), types.next(), types.next()) {
        (Some(Some(value)), Some(Some(error)), None) => Some((value, error)),
        _ => None,
    }
}

/// Gives all tokens another span.
pub(crate) fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}

fn mentions_impl(ty: &Type) -> bool {
    type_mentions(ty, "impl")
}

/// Whether one of the words that begin a type which is no path stands anywhere in a type.
pub(crate) fn type_mentions(ty: &Type, word: &str) -> bool {
    !types::is_plain(ty) && mentions(ty.to_token_stream(), word)
}

/// Whether a word stands anywhere in the tokens.
pub(crate) fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

/// Whether the last segment of the type has this name.
///
/// Only ever a hint: what it saves is a frame, never what a type means.
pub(crate) fn is_spelled(ty: &Type, is: impl Fn(&str) -> bool) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|segment| is(&segment.ident.to_string())),
        Type::Paren(inner) => is_spelled(&inner.elem, is),
        Type::Group(inner) => is_spelled(&inner.elem, is),
        _ => false,
    }
}
