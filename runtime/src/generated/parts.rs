//! Parts: how many parts of its path a handler asks for, as far as its types tell.
//!
//! What they do not tell, such as the fields of a struct, is asked when a stack is built.

use super::Extracting;
use crate::Path;

/// A handler that asks for so many parts.
#[derive(Debug)]
pub struct PartsAsked<const COUNT: usize>;

/// Whatever number of parts there is, or none can be told.
pub type AnyParts = PartsAsked<{ usize::MAX }>;

/// The path of a route has the parts that the handler `M` asks for.
///
/// Their number is a type with the number's name: of a number itself, in a function, the compiler keeps once
/// more all that it knows of the function.
#[diagnostic::on_unimplemented(
    message = "`{M}` asks for other parts than the path of its route has",
    label = "the path has {COUNT} parts in braces",
    note = "write each part in the path, as in `GET \"/users/{{id}}\" => …`; one is taken as `Path<T>`, two as `Path<(A, B)>`, and all by their names as `Path` of a struct"
)]
pub trait FitsRoute<M, COUNT> {
    /// Proven by being named.
    type Fine;
}

#[diagnostic::do_not_recommend]
impl<M, N: Number<COUNT>, const COUNT: usize> FitsRoute<M, N> for PartsAsked<COUNT> {
    type Fine = ();
}

/// A number of parts that fits a handler which asks for `COUNT`.
pub trait Number<const COUNT: usize> {}

macro_rules! numbers {
    ($($name:ident $($count:literal)?),*) => {$(
        #[doc = concat!("So many parts: ", stringify!($name), ".")]
        #[allow(non_camel_case_types, reason = "a message shows it, as a word of a sentence")]
        #[derive(Debug)]
        pub struct $name;

        impl Number<{ usize::MAX }> for $name {}
        $(impl Number<$count> for $name {})?
    )*};
}
numbers!(no, one 1, two 2, three 3, four 4, five 5, six 6, many);

macro_rules! asked {
    ($($count:literal: $([$($param:ident)*] $taken:ty),*;)*) => {$($(
        impl<$($param),*> Extracting<Path<$taken>> {
            /// How many parts it takes.
            pub const PARTS: usize = $count;
        }
    )*)*};
}
asked! {
    1: [] bool, [] char, [] String, [] u8, [] u16, [] u32, [] u64, [] u128, [] usize, [] i8, [] i16, [] i32,
        [] i64, [] i128, [] isize, [] f32, [] f64, [A] (A,);
    2: [A B] (A, B);
    3: [A B C] (A, B, C);
    4: [A B C D] (A, B, C, D);
    5: [A B C D E] (A, B, C, D, E);
    6: [A B C D E F] (A, B, C, D, E, F);
}
