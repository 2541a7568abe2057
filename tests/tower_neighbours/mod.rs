//! Layers of tower stand in our stacks, and our stacks around the services of others.

mod alone;
mod around_axum;
mod layers_in_our_stack;
