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
#[diagnostic::on_unimplemented(
    message = "`{M}` asks for other parts than the path of its route has",
    label = "the path has {COUNT} parts in braces",
    note = "write each part in the path, as in `GET \"/users/{{id}}\" => …`; one is taken as `Path<T>`, two as `Path<(A, B)>`, and all by their names as `Path` of a struct"
)]
pub trait FitsRoute<M, const COUNT: usize> {
    /// Proven by being named.
    const OK: () = ();
}

#[diagnostic::do_not_recommend]
impl<M, const COUNT: usize> FitsRoute<M, COUNT> for AnyParts {}

#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 1> for PartsAsked<1> {}
#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 2> for PartsAsked<2> {}
#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 3> for PartsAsked<3> {}
#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 4> for PartsAsked<4> {}
#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 5> for PartsAsked<5> {}
#[diagnostic::do_not_recommend]
impl<M> FitsRoute<M, 6> for PartsAsked<6> {}

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
