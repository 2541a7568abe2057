//! Root: where every context begins.

use super::optional::same;
use crate::describe::Description;

/// The values of an application, and what its stack is made of.
#[derive(Debug)]
pub struct Root<V> {
    pub(crate) values: V,
    pub(crate) description: Description,
}

/// The values of an application, as a nest of pairs.
pub trait Values: Send + Sync + 'static {
    /// The names of their types.
    fn names(into: &mut Vec<&'static str>);
    /// Finds one of them by its type.
    fn find<T: 'static>(&self) -> Option<&T>;
}

impl Values for () {
    fn names(_: &mut Vec<&'static str>) {}

    #[inline]
    fn find<T: 'static>(&self) -> Option<&T> {
        None
    }
}

impl<T: Send + Sync + 'static, R: Values> Values for (T, R) {
    fn names(into: &mut Vec<&'static str>) {
        into.push(std::any::type_name::<T>());
        R::names(into);
    }

    #[inline]
    fn find<U: 'static>(&self) -> Option<&U> {
        same(&self.0).or_else(|| self.1.find())
    }
}
