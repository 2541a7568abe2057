//! Transcoded: a value of one format, written in another while it is read.

use std::{cell::Cell, fmt};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
    ser::{Error as _, SerializeMap, SerializeSeq},
};

/// A value that is not read yet; it can be written once.
pub(super) struct Transcoded<D>(Cell<Option<D>>);

impl<D> Transcoded<D> {
    pub(super) const fn of(source: D) -> Self {
        Self(Cell::new(Some(source)))
    }
}

impl<'de, D: Deserializer<'de>> Serialize for Transcoded<D> {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let source = self.0.take();
        let source = source.ok_or_else(|| S::Error::custom("a value is written once"))?;
        source
            .deserialize_any(Target(target))
            .map_err(S::Error::custom)
    }
}

/// Where a value is written to.
struct Target<S>(S);

macro_rules! written {
    ($($visit:ident $serialize:ident $value:ty;)+) => {$(
        fn $visit<E: de::Error>(self, value: $value) -> Result<S::Ok, E> {
            self.0.$serialize(value).map_err(E::custom)
        }
    )+};
}

impl<'de, S: Serializer> Visitor<'de> for Target<S> {
    type Value = S::Ok;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that both formats have")
    }

    written! {
        visit_bool serialize_bool bool;
        visit_i64 serialize_i64 i64;
        visit_u64 serialize_u64 u64;
        visit_f64 serialize_f64 f64;
        visit_str serialize_str &str;
    }

    fn visit_unit<E: de::Error>(self) -> Result<S::Ok, E> {
        self.0.serialize_unit().map_err(E::custom)
    }

    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<S::Ok, E> {
        self.visit_str(&BASE64_STANDARD.encode(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<S::Ok, A::Error> {
        let mut target = self.0.serialize_seq(source.size_hint()).map_err(custom)?;
        while source.next_element_seed(Element(&mut target))?.is_some() {}
        target.end().map_err(custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<S::Ok, A::Error> {
        let mut target = self.0.serialize_map(source.size_hint()).map_err(custom)?;
        while source.next_key_seed(Key(&mut target))?.is_some() {
            source.next_value_seed(Value(&mut target))?;
        }
        target.end().map_err(custom)
    }
}

/// The place of the next element, key or value.
struct Element<'a, S>(&'a mut S);
struct Key<'a, S>(&'a mut S);
struct Value<'a, S>(&'a mut S);

impl<'de, S: SerializeSeq> DeserializeSeed<'de> for Element<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let element = Transcoded::of(source);
        self.0.serialize_element(&element).map_err(custom)
    }
}

impl<'de, S: SerializeMap> DeserializeSeed<'de> for Key<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let key = Transcoded::of(source);
        self.0.serialize_key(&key).map_err(custom)
    }
}

impl<'de, S: SerializeMap> DeserializeSeed<'de> for Value<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let value = Transcoded::of(source);
        self.0.serialize_value(&value).map_err(custom)
    }
}

/// An error of one format in the words of the other.
fn custom<E: de::Error>(error: impl fmt::Display) -> E {
    E::custom(error)
}
