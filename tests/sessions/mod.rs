//! Sessions lose nothing, trust nobody, and end when they should.

mod automatic_renewal;
mod binding;
mod by_hand;
#[cfg(feature = "cookies")]
mod client_side;
mod codecs;
mod concurrency;
mod cookie_attributes;
mod expiry;
#[cfg(feature = "servers")]
mod faults;
mod first_visit;
mod forged_ids;
mod identity;
mod independent;
mod logout;
mod looking;
mod memory_store;
mod moved;
mod new_ids;
mod one_connection;
mod parts;
mod populate;
#[cfg(feature = "servers")]
mod postgres_store;
#[cfg(feature = "servers")]
mod redis_store;
mod refused;
#[cfg(feature = "cookies")]
mod revocations;
mod rotation;
#[cfg(feature = "servers")]
pub(crate) mod servers;
pub(crate) mod spy_store;
#[cfg(feature = "servers")]
mod sqlite_store;
#[cfg(feature = "cookies")]
mod starlette_cookie;
mod store_failures;
mod switched_off;
mod visitor;
mod way_out;
