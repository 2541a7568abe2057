//! The stages that come with onionskin, a page each.
