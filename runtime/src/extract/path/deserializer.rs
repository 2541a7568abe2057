//! Params: all parts of a path as serde reads them.

use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor, value::BorrowedStrDeserializer},
    forward_to_deserialize_any,
};

use super::{fault::Fault, value::Value};
use crate::PathParam;

/// All parts of a path: a map, a tuple, or the one value.
pub(super) struct Params<'de, I> {
    params: I,
    /// The part whose name was read and whose value was not.
    current: Option<PathParam<'de>>,
}

impl<'de, I: Iterator<Item = PathParam<'de>> + Clone> Params<'de, I> {
    pub(super) fn new(params: I) -> Self {
        Self {
            params,
            current: None,
        }
    }

    fn count(&self) -> usize {
        self.params.clone().count()
    }

    /// Reads the only part.
    fn single<T>(mut self, read: impl FnOnce(Value<'de>) -> Result<T, Fault>) -> Result<T, Fault> {
        match (self.params.next(), self.params.next()) {
            (Some(param), None) => value_of(param, read),
            _ => Err(Fault::Shape("exactly one parameter".to_owned())),
        }
    }
}

fn value_of<'de, T>(
    param: PathParam<'de>,
    read: impl FnOnce(Value<'de>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let text = param
        .decoded()
        .ok_or_else(|| Fault::NotUtf8(param.name().to_owned()))?;
    read(Value(text)).map_err(|fault| fault.about(param.name()))
}

macro_rules! single {
    ($($method:ident),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.single(|value| value.$method(visitor))
        }
    )+};
}

impl<'de, I: Iterator<Item = PathParam<'de>> + Clone> Deserializer<'de> for Params<'de, I> {
    type Error = Fault;

    single! {
        deserialize_bool, deserialize_char, deserialize_str, deserialize_string,
        deserialize_bytes, deserialize_byte_buf, deserialize_option, deserialize_identifier,
        deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64, deserialize_i128,
        deserialize_u8, deserialize_u16, deserialize_u32, deserialize_u64, deserialize_u128,
        deserialize_f32, deserialize_f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_seq(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.count() != length {
            return Err(Fault::Shape(format!("{length} parameters")));
        }
        visitor.visit_seq(self)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.single(|value| value.deserialize_enum(name, variants, visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! { map ignored_any }
}

impl<'de, I: Iterator<Item = PathParam<'de>>> MapAccess<'de> for Params<'de, I> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.current = self.params.next();
        self.current
            .map(|param| seed.deserialize(BorrowedStrDeserializer::new(param.name())))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.current.take() {
            Some(param) => value_of(param, |value| seed.deserialize(value)),
            None => Err(Fault::Words("a value was read before its name".to_owned())),
        }
    }
}

impl<'de, I: Iterator<Item = PathParam<'de>>> SeqAccess<'de> for Params<'de, I> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.params
            .next()
            .map(|param| value_of(param, |value| seed.deserialize(value)))
            .transpose()
    }
}
