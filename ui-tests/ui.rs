//! What the compiler tells a user whose stage or stack is wrong.
