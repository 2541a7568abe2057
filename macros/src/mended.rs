//! Mended: a function with what we have refused set right, so that nothing of it is told twice.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, Receiver, ReceiverKind, Token, Type, WherePredicate};

use crate::{
    function::{Function, hollowed},
    returns::mentions,
    runtime_path::Runtime,
    signature::{self, foreign, rules, session, types},
    source::Source,
};

impl Function {
    /// The function with what we have refused set right, so that its body is not wrong too.
    ///
    /// A function without mistakes is as the user wrote it.
    pub(crate) fn mended(
        &self,
        body: Option<TokenTree>,
        is_refused: bool,
        runtime: &Runtime,
    ) -> TokenStream {
        let mut mended = self.clone();
        mended.believe(runtime);
        if let Some(body) = body {
            mended.replace_body(body);
        }
        mended.receive_no_self();
        mended.attrs.retain(|attr| rules::ours(attr).is_none());
        mended.sig.variadic = None;
        if !self.has_receiver() && foreign::is_used(self) {
            mended.without_foreign_types();
        }
        let inputs = mended
            .sig
            .inputs
            .iter_mut()
            .filter_map(|input| match input {
                FnArg::Typed(typed) => Some(&mut *typed.ty),
                FnArg::Receiver(_) => None,
            });
        let mut runs_the_rest = false;
        // An editor reads no file, and completes what stands in a body, whatever its parameters are.
        let (mut is_broken, mut has_exclusive) = (is_refused && Source::read().is_some(), false);
        let mut request = None;
        for ty in inputs {
            if let Some(rest) = signature::misnamed_rest(ty) {
                *ty = Type::Verbatim(quote::quote!(impl #rest));
            }
            is_broken |= signature::lend_one(ty);
            if is_broken && (signature::is_object(ty) || session::is_unsized(ty)) {
                *ty = syn::parse_quote!(());
            }
            runs_the_rest |= signature::is_rest(ty);
            has_exclusive |=
                matches!(ty, Type::Reference(reference) if reference.mutability.is_some());
            if signature::is_request(ty) {
                request = Some(ty);
            }
        }
        if runs_the_rest {
            match request.filter(|_| !has_exclusive) {
                Some(Type::Reference(reference)) => {
                    reference.mutability = Some(Token![mut](reference.and_token.span));
                }
                Some(ty) => *ty = Type::Verbatim(quote::quote!(&mut #ty)),
                None => {}
            }
            let is_boxed = |ty: &Type| !matches!(ty, Type::ImplTrait(_)) && types::is_future(ty);
            is_broken |= !self.is_async() && self.returns().is_some_and(is_boxed);
            mended
                .sig
                .asyncness
                .get_or_insert(Token![async](mended.sig.fn_token.span));
        }
        if mended.returns().is_some_and(types::is_unsized) {
            mended.sig.output = syn::parse_quote!(-> !);
            is_broken = true;
        }
        if rules::is_generic(self) && Source::read().is_some() {
            mended.without_bounds();
            is_broken = true;
        }
        if is_broken {
            mended.hollow();
        }
        mended.untouched()
    }

    /// The function without its body, in whose place it says that the type has an attribute: no stack
    /// says once more that it is no stage.
    pub(crate) fn declaring(&self, owner: &Type, runtime: &Runtime) -> TokenStream {
        let mut mended = self.clone();
        mended.hollow();
        let nothing = mended.body;
        mended.body = syn::parse_quote!({
            #[allow(non_local_definitions)]
            impl #runtime::Declared for #owner {}
            #nothing
        });
        mended.untouched()
    }

    /// Takes the body away.
    pub(crate) fn hollow(&mut self) {
        self.replace_body(hollowed(&self.body));
    }

    /// Gives the function another body, which need not use what the user's did.
    pub(crate) fn replace_body(&mut self, body: TokenTree) {
        self.body = body;
        // What is never returned is of no type that only has a trait.
        let is_opaque = |ty: &Type| mentions(ty.to_token_stream(), "impl");
        let is_hollow = self.body.to_string() == hollowed(&self.body).to_string();
        if is_hollow && self.returns().is_some_and(is_opaque) {
            self.sig.output = syn::parse_quote!(-> !);
        }
        self.attrs.push(syn::parse_quote!(#[allow(unused)]));
    }

    /// Lets the function believe that sessions hold their data, which is asked elsewhere.
    pub(crate) fn believe(&mut self, runtime: &Runtime) {
        let inputs = self.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => match &*typed.ty {
                Type::Reference(reference) => session::unfit(&reference.elem),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        });
        let bounds: Vec<WherePredicate> = inputs
            .filter_map(|data| syn::parse2(session::believed(data, runtime)).ok())
            .collect();
        if !bounds.is_empty() {
            let clause = self.sig.generics.make_where_clause();
            clause.predicates.extend(bounds);
        }
    }

    /// Takes the bounds from its generics, which have been refused.
    fn without_bounds(&mut self) {
        self.sig.generics.where_clause = None;
        for param in self.sig.generics.type_params_mut() {
            param.colon_token = None;
            param.bounds.clear();
        }
    }

    /// Takes the types of other frameworks out of the signature.
    fn without_foreign_types(&mut self) {
        for input in &mut self.sig.inputs {
            if let FnArg::Typed(typed) = &*input
                && foreign::mistaken(&typed.ty).is_some()
            {
                *input = syn::parse_quote!(_: ());
            }
        }
        if self
            .returns()
            .is_some_and(|ty| foreign::mistaken(ty).is_some())
        {
            self.sig.output = syn::parse_quote!(-> !);
        }
        self.hollow();
    }

    /// Makes a parameter of a `self` that has a type, which no free function can take.
    fn receive_no_self(&mut self) {
        if let Some(first) = self.sig.inputs.first_mut()
            && let FnArg::Receiver(Receiver {
                kind: ReceiverKind::Typed(_, ty),
                ..
            }) = first
        {
            *first = syn::parse_quote!(_: #ty);
            self.hollow();
        }
    }
}
