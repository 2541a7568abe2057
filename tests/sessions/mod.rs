//! Sessions lose nothing, trust nobody, and end when they should.

mod by_hand;
mod concurrency;
mod cookie_attributes;
mod expiry;
mod first_visit;
mod forged_ids;
mod memory_store;
mod new_ids;
mod rotation;
mod spy_store;
mod store_failures;
mod visitor;
