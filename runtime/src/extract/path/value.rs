//! Value: one part of a path as serde reads it.

use std::borrow::Cow;

use serde::{
    Deserializer,
    de::{Error as _, IntoDeserializer, Visitor},
    forward_to_deserialize_any,
};

use super::fault::Fault;

/// One part of a path, decoded.
pub(super) struct Value<'de>(pub(super) Cow<'de, str>);

macro_rules! parsed {
    ($($method:ident $visit:ident),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit(self.0.parse().map_err(Fault::custom)?)
        }
    )+};
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, Fault> {
            let _ = visitor;
            Err(Fault::Shape("several values in one parameter".to_owned()))
        }
    )+};
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Fault;

    parsed! {
        deserialize_bool visit_bool, deserialize_char visit_char,
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32,
        deserialize_i64 visit_i64, deserialize_i128 visit_i128,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32,
        deserialize_u64 visit_u64, deserialize_u128 visit_u128,
        deserialize_f32 visit_f32, deserialize_f64 visit_f64,
    }

    refused! {
        deserialize_seq(), deserialize_map(), deserialize_tuple(usize),
        deserialize_tuple_struct(&'static str, usize),
        deserialize_struct(&'static str, &'static [&'static str]),
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct identifier ignored_any
    }
}
