//! Layers of tower stand in our stacks, and our stacks around the services of others.

mod around_axum;
mod layers_in_our_stack;
