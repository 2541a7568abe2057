//! What onionskin promises, through its public API; each module is one promise.
#![forbid(unsafe_code)]
#![allow(
    clippy::unused_async,
    clippy::unused_self,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    reason = "what an attribute accepts is what is tested"
)]

mod access_log;
mod applies;
mod bad_input;
#[cfg(feature = "servers")]
mod behind_nginx;
mod bodies;
#[cfg(feature = "browser")]
mod browser;
mod content;
mod context;
mod cors;
mod csrf;
mod defaults;
mod describing;
mod early_response;
mod edited_responses;
mod errors;
mod errors_become_responses;
mod every_stage;
mod extractors;
mod finally;
mod hardening;
mod hosts;
mod impl_blocks;
mod large_stacks;
mod log;
#[cfg(feature = "messagepack")]
mod message_pack;
mod mutations;
mod optional_values;
mod panics;
mod parameters;
mod proxies;
mod recommended;
mod referrers;
mod request_ids;
mod requests;
mod responses;
mod routing;
mod server;
mod server_error;
mod sessions;
mod settings;
mod stage_order;
mod stage_pages;
mod streaming;
mod test_client;
mod timing;
#[cfg(feature = "tower")]
mod tower_neighbours;
mod trace;
mod trail;
