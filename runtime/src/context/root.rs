//! Root: where every context begins.

use crate::describe::Description;

/// The values of an application, and what its stack is made of.
#[derive(Debug)]
pub struct Root<V> {
    pub(crate) values: V,
    pub(crate) description: Description,
}
