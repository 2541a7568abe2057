//! Faults: what goes wrong in the world, and what must not come of it.

mod clocks;
mod damaged_data;
mod killed_process;
mod load;
mod million_sessions;
mod other_process;
mod outages;
mod place;
mod restarts;
mod two_processes;
