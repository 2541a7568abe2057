//! What a provider may be.

use syn::Type;

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns,
    signature::{Params, borrowing, rules, types},
};

pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let name = function.name();
    rules::plain("provider", function, found);
    rules::no_rest(
        "a provider returns what it lends, and does not run the rest of the stack",
        "write `#[middleware]` with `next: impl NextWith<T>` to act on both ways",
        params,
        found,
    );
    rules::once(
        "provider",
        function,
        "the request",
        &params.exclusive(),
        found,
    );
    match function.returns() {
        Some(future) if types::is_future(future) => {
            types::no_future("provider", function, found);
        }
        None => found.error(
            rules::end(function),
            format!("provider `{name}` returns nothing to lend"),
            "write `-> T`, or `-> Result<T, E>`",
        ),
        Some(reference @ Type::Reference(_)) => found.error(
            reference,
            "a provider returns the value it lends, not a reference",
            "return the value itself; everything below borrows it",
        ),
        Some(Type::Tuple(tuple)) if tuple.elems.is_empty() => found.error(
            tuple,
            format!("provider `{name}` returns nothing to lend"),
            "write `-> T`, or `#[middleware(before)]` for a stage that lends nothing",
        ),
        Some(opaque @ Type::ImplTrait(_)) => found.error(
            opaque,
            "what a provider lends must have a name",
            "write the type, so that stages below can borrow it as `&Type`",
        ),
        Some(ty) if let Some(nothing) = returns::value(ty).filter(|ty| types::is_nothing(ty)) => {
            found.error(
                nothing,
                format!("provider `{name}` returns nothing to lend"),
                "write `Result<T, E>`, or `#[middleware(before)]` for a stage that lends nothing",
            );
        }
        Some(ty)
            if let Some(reference) = returns::value(ty).filter(|ty| borrowing::is_short(ty)) =>
        {
            found.error(
                reference,
                "a provider returns the value it lends, not a reference",
                "return the value itself; everything below borrows it",
            );
        }
        Some(ty) => {
            // Where there is nothing that it could borrow from, the compiler says so.
            let borrows = borrowing::borrowing(ty).is_some() && !function.sig.inputs.is_empty();
            if borrows {
                types::owned(ty, found);
            }
        }
    }
}
