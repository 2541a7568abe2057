//! Faults: what goes wrong in the world, and what must not come of it.
