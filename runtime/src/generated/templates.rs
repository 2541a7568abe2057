//! Templates: what stands around a user's function, with what differs from one function to the next left open.
//!
//! Attributes are compiled without optimisation, and the compiler's own macros with it: what an attribute need not
//! write word by word costs a tenth. The attribute gives every word that has a place in the user's code, so that
//! errors have it too, and each variable, because those of a template are its own: `$this` is `self`.

/// How the struct beside a function is shown; and where it has no settings, how a stack makes one.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_companion {
    ($name:tt $text:tt $($role:tt [$($parts:tt)*])?) => {
        #[automatically_derived]
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($text)
            }
        }
        $(
            #[automatically_derived]
            impl __onion::Configured for $name {
                type Role = __onion::checks::$role;
                type Parts = $($parts)*;
                const STAGE: Self = Self {};
            }
        )?
    };
}

/// A handler that waits, or takes something out of the request.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_handles {
    (
        $impl:tt [$($generics:tt)*] [$($owner:tt)*] [$($bounds:tt)*] $name:tt
        [$($needs:tt)*] [$($taken:tt)*] $([$($checks:tt)+])?
        ($this:tt $left:tt $extracted:tt $borrowed:tt) [$($promised:tt)*] $run:tt
    ) => {
        #[automatically_derived]
        $impl $($generics)* __onion::Handles for $($owner)* $($bounds)* {
            type Needs = $($needs)*;
            type Taken = ($($taken)*);
            const WRITTEN: __onion::Written = __onion::Written::here($name);
            $(
                #[doc(hidden)]
                fn describe(&$this) -> __onion::HandlerInfo {
                    __onion::HandlerInfo::here($this) $($checks)+
                }
            )?
            #[inline]
            fn run<'__a>(
                &'__a $this,
                $left: <Self::Needs as __onion::Needs>::Left<'__a>,
                $extracted: Self::Taken,
                $borrowed: <Self::Needs as __onion::Needs>::Refs<'__a>,
            ) -> $($promised)* $run
        }
    };
}

/// A handler that never waits.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_endpoint {
    (
        $impl:tt [$($generics:tt)*] [$($owner:tt)*] [$($bounds:tt)*] $name:tt
        [$($needs:tt)*] [$($checks:tt)*]
        ($this:tt $request:tt $cx:tt) [$($future:tt)*] $call:tt
    ) => {
        #[automatically_derived]
        $impl $($generics)* __onion::Endpoint for $($owner)* $($bounds)* {
            type Needs = $($needs)*;
            const NAME: &'static ::core::primitive::str = $name;
            #[doc(hidden)]
            fn describe(&$this) -> __onion::HandlerInfo {
                __onion::HandlerInfo::here($this) $($checks)*
            }
            #[inline]
            fn call<'__a, __C, __I>(
                &'__a $this,
                $request: &'__a mut __onion::Request,
                $cx: <__C as __onion::Scope>::Refs<'__a>,
            ) -> $($future)*
            where
                __C: __onion::Args<Self::Needs, __I>,
            $call
        }
    };
}

/// A stage with a frame of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_stage {
    (
        [$($listed:tt)*] $impl:tt [$($generics:tt)*] [$($owner:tt)*] [$($bounds:tt)*] $name:tt
        $form:tt $kind:tt [$($needs:tt)*] [$($lends:tt)*] [$($described:tt)*]
        ($this:tt $request:tt $cx:tt $rest:tt) [$($future:tt)*] $handle:tt
    ) => {
        #[automatically_derived]
        $($listed)*
        $impl $($generics)* __onion::Stage for $($owner)* $($bounds)* {
            type Form = __onion::$form;
            type Needs = $($needs)*;
            type Lends = $($lends)*;
            const NAME: &'static ::core::primitive::str = $name;
            #[doc(hidden)]
            fn describe(&$this) -> __onion::StageInfo {
                __onion::StageInfo::here($this, __onion::Kind::$kind) $($described)*
            }
            #[inline]
            fn handle<'__a, __C, __I, __S>(
                &'__a $this,
                $request: &'__a mut __onion::Request,
                $cx: <__C as __onion::Scope>::Refs<'__a>,
                $rest: &'__a __S,
            ) -> $($future)*
            where
                __C: __onion::Args<Self::Needs, __I>,
                __S: __onion::Service<__onion::Under<Self, __C>>,
            $handle
        }
    };
}

/// A stage that never waits.
#[doc(hidden)]
#[macro_export]
macro_rules! __onionskin_hook {
    (
        $impl:tt [$($generics:tt)*] [$($owner:tt)*] [$($bounds:tt)*] $name:tt
        $way:tt $kind:tt [$($needs:tt)*] [$($lends:tt)*] [$($described:tt)*]
        ($this:tt $request:tt $cx:tt $response:tt) $enter:tt $($leave:tt)?
    ) => {
        #[automatically_derived]
        $impl $($generics)* __onion::Hook for $($owner)* $($bounds)* {
            type Way = __onion::$way;
            type Needs = $($needs)*;
            type Lends = $($lends)*;
            const NAME: &'static ::core::primitive::str = $name;
            #[doc(hidden)]
            fn describe(&$this) -> __onion::StageInfo {
                __onion::StageInfo::here($this, __onion::Kind::$kind) $($described)*
            }
            #[inline]
            fn enter<'__a, __C, __I>(
                &'__a $this,
                $request: &'__a mut __onion::Request,
                $cx: <__C as __onion::Scope>::Refs<'__a>,
            ) -> ::core::result::Result<<Self::Lends as __onion::Lent>::Held, __onion::Refused>
            where
                __C: __onion::Args<Self::Needs, __I>,
            $enter
            $(
                #[inline]
                fn leave<'__a, __C, __I>(
                    &'__a $this,
                    $request: <Self::Way as __onion::Way>::Seen<'__a>,
                    $cx: <__C as __onion::Scope>::Refs<'__a>,
                    _: &'__a (),
                    $response: &mut __onion::Response,
                ) where
                    __C: __onion::Args<Self::Needs, __I>,
                $leave
            )?
        }
    };
}
