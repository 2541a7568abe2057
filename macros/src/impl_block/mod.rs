//! Impl block: an attribute on an `impl` block, for what has generics or private state.

mod applies;
mod block;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub(crate) use self::applies::Applies;
use self::block::ImplBlock;
use crate::{
    args::{Args, Word},
    body,
    diagnostics::Diagnostics,
    function::Function,
    returns,
    runtime_path::Runtime,
    signature::{Params, Role, rules},
    subject::Subject,
};

/// What an attribute makes of an `impl` block.
pub(crate) trait OnImpl {
    /// The words in the parentheses of the attribute.
    type Word: Word;
    /// What one of the methods is.
    const WHAT: &'static str;
    /// What to write where none can be it.
    const HELP: &'static str;

    /// The name of the method, where there are several.
    fn method(word: Option<&Self::Word>) -> &'static str;

    /// Whether a request may pass what it does not apply to.
    fn is_passed_by(_: Option<&Self::Word>) -> bool {
        false
    }

    /// Notes every mistake of the method's signature.
    fn check(
        word: Option<&Self::Word>,
        method: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    );

    /// Writes the impls; cannot fail.
    fn expand(word: Option<&Self::Word>, subject: &Subject<'_>) -> TokenStream;
}

/// Expands an attribute on an `impl` block; gives its arguments back where it stands on something else.
pub(crate) fn expand<A: OnImpl>(
    args: TokenStream,
    item: &TokenStream,
) -> Result<TokenStream, TokenStream> {
    let Ok(block) = syn::parse2::<ImplBlock>(item.clone()) else {
        return Err(args);
    };
    let mut found = Diagnostics::default();
    let Args { word, runtime } = Args::<A::Word>::read(args, &mut found);
    let (user, impls) = if found.is_empty() {
        stage::<A>(word.as_ref(), &block, &runtime, &mut found)
    } else {
        (block.untouched(), None)
    };
    let errors = found.finish(Some(())).err();
    // Of what is refused here, no stack says once more that it is no stage.
    let declared = errors.as_ref().and_then(|_| block.declared(&runtime));
    Ok(quote!(#user #impls #declared #errors))
}

/// The user's block and the impls; where there is a mistake, the block as far as it is right, and none.
fn stage<A: OnImpl>(
    word: Option<&A::Word>,
    block: &ImplBlock,
    runtime: &Runtime,
    found: &mut Diagnostics,
) -> (TokenStream, Option<TokenStream>) {
    let (Some(method), Some(name)) = (block.subject(A::method(word)), block.name()) else {
        found.error(
            block.impl_token,
            format!("no method of this `impl` block is the {}", A::WHAT),
            A::HELP,
        );
        return (block.untouched(), None);
    };
    let mut params = Params::read(method, found);
    rules::method(method, found);
    rules::one_request(method, &params, found);
    rules::refuse(
        &params,
        |role| matches!(role, Role::Setting(_)),
        "the settings of a struct are its fields",
        "remove `#[setting]`, and read the value from `self`",
        found,
    );
    rules::lasting(&block.generics, found);
    A::check(word, method, &params, found);
    block
        .checks()
        .for_each(|check| settings_check(check, found));
    let may_pass = A::is_passed_by(word) && params.lends().is_none();
    let applies = applies::read(block.questions(), may_pass, &mut params, found);
    let body = body::check(method, &params, runtime, found);
    let user = block.mended(method, body, !found.is_empty(), runtime);
    if !found.is_empty() {
        return (user, None);
    }
    let concrete = block.generics.params.is_empty()
        && block.generics.where_clause.is_none()
        && !returns::mentions(method.sig.to_token_stream(), "Self");
    // Where types cannot be named outside of the block, the compiler's own words have to do.
    let (import, short) = (runtime.import(), Runtime::short());
    let fallback = concrete.then(|| {
        quote! {
            #[allow(unused_imports)]
            use #short::fallback::*;
        }
    });
    let (method_name, owner) = (method.name(), &block.owner);
    let impls = A::expand(
        word,
        &Subject {
            function: method,
            params: &params,
            runtime: &short,
            owner: quote!(#owner),
            made_of: Some(owner),
            generics: (!concrete).then_some(&block.generics),
            name,
            place: block.impl_token.span,
            callee: quote!(self.#method_name),
            checks: block.checks().collect(),
            applies: applies.as_ref(),
        },
    );
    let impls = quote! {
        #[allow(unused_qualifications)]
        const _: () = {
            #import
            #fallback
            #impls
        };
    };
    (user, Some(impls))
}

/// What a method marked `#[check]` may be.
fn settings_check(method: &Function, found: &mut Diagnostics) {
    let name = method.name();
    let help = format!("write `fn {name}(&self) -> Result<(), E>`");
    let sig = &method.sig;
    if let Some(keyword) = &sig.asyncness {
        found.error(keyword, "settings are checked without waiting", &help);
    }
    if !method.has_receiver() || sig.inputs.len() > 1 {
        found.error(
            rules::list(method),
            "a check reads the settings, and nothing else",
            &help,
        );
    }
    if method.returns().is_none() {
        found.error(
            rules::end(method),
            format!("the check `{name}` does not tell what it found"),
            &help,
        );
    }
}
