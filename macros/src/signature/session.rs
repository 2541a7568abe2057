//! Session: the data of a `Session<T>` in a signature, where the file shows that no session can hold it.
//!
//! The methods of a session ask it of their data, each anew. So it is asked once, on the type, and all
//! else believes it: what is believed of a type that can be held changes nothing.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{Item, Type, spanned::Spanned};

use super::{borrowing::arguments, rules, types};
use crate::{
    diagnostics::Diagnostics,
    returns::is_spelled,
    runtime_path::Runtime,
    source::{Source, is_unshared},
    stage::for_any_lifetime,
};

/// What the data of a session derives.
const DERIVED: [&str; 4] = ["Clone", "Default", "Serialize", "Deserialize"];

/// The `T` of `Session<T>`, where no session seems to be able to hold it.
pub(crate) fn unfit(ty: &Type) -> Option<&Type> {
    let data = arguments(ty).next()?;
    let is_session = is_spelled(ty, |name| name == "Session");
    let Type::Path(path) = data else { return None };
    let is_unfit = is_unshared(&data.to_token_stream().to_string().replace(" <", "<"))
        || path.path.get_ident().is_some_and(|name| {
            let name = name.to_string();
            Source::read()
                .is_some_and(|source| source.lacks(&name, &DERIVED) || source.seems_unshared(&name))
        });
    (is_session && is_unfit).then_some(data)
}

/// Whether a type is `&Session<T>` of what has no size.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if of_unsized(&reference.elem).is_some())
}

/// The `T` of `Session<T>`, where it has no size.
fn of_unsized(ty: &Type) -> Option<&Type> {
    let data = arguments(ty)
        .next()
        .filter(|_| is_spelled(ty, |name| name == "Session"))?;
    types::is_unsized(data).then_some(data)
}

/// Refuses a `Session<T>` of what has no size.
pub(crate) fn sized(ty: &Type, found: &mut Diagnostics) {
    if let Some(data) = of_unsized(ty) {
        found.error(
            data,
            format!("`{}` has no size, so no session holds it", data.to_token_stream()),
            "write a type that derives `Clone`, `Default`, `Serialize` and `Deserialize`, such as `String`",
        );
    }
}

/// The bound by which such data is believed: over a lifetime, of which the compiler asks no further.
pub(crate) fn believed(data: &Type, runtime: &Runtime) -> TokenStream {
    let here = runtime.at(data.span());
    let any = for_any_lifetime(data.to_token_stream());
    quote_spanned!(data.span()=> for<'__any> #any: #here::session::SessionData)
}

/// Whether the compiler tells of such data elsewhere in the file: where sessions of it are made, or in
/// an annotated function further up.
pub(crate) fn is_told(data: &Type) -> bool {
    let Some(source) = Source::read() else {
        return false;
    };
    let Ok(file) = syn::parse_file(source.text()) else {
        return false;
    };
    let data = words(data);
    let made = format!("Sessions::<{data}>::");
    let lent = format!("&Session<{data}>");
    let here = proc_macro::Span::call_site().line();
    file.items.iter().any(|item| {
        let text = words(item);
        // What is compiled only sometimes tells nothing at other times.
        if matches!(item, Item::Macro(_)) || text.contains("cfg") || text.contains("test]") {
            return false;
        }
        let Item::Fn(function) = item else {
            return text.contains(&made);
        };
        let is_annotated = function
            .attrs
            .iter()
            .any(|attr| rules::ours(attr).is_some());
        let lines = source.functions(&function.sig.ident.to_string());
        let is_above = lines.last().is_some_and(|line| *line < here);
        text.contains(&made) || (is_annotated && is_above && words(&function.sig).contains(&lent))
    })
}

/// The tokens without the spaces between them.
fn words(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
