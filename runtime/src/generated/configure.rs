//! Configure: a stage out of the settings that a stack names one by one.

/// A stage that a stack makes where it says its name.
pub trait Configure {
    /// Its settings, before any is given.
    type Settings;
    /// The settings that nobody has touched.
    fn settings() -> Self::Settings;
}

/// Settings that make a stage.
#[diagnostic::on_unimplemented(message = "a setting of this stage has no value")]
pub trait Complete {
    /// The stage.
    type Stage;
    /// Makes it.
    fn finish(self) -> Self::Stage;
}

/// A stage without settings.
#[derive(Debug)]
pub struct Ready<M>(pub M);

impl<M> Complete for Ready<M> {
    type Stage = M;
    fn finish(self) -> M {
        self.0
    }
}

/// A setting that has been given.
#[diagnostic::on_unimplemented(
    message = "the setting `{Self}` of this stage has no default",
    label = "`{Self}` has no value",
    note = "write `{{ {Self}: … }}` behind the name of the stage"
)]
pub trait Given {
    /// The type of the setting.
    type Value;
    /// The value.
    fn value(self) -> Self::Value;
}

/// The value of a setting.
#[derive(Debug)]
pub struct Set<T>(pub T);

#[diagnostic::do_not_recommend]
impl<T> Given for Set<T> {
    type Value = T;
    fn value(self) -> T {
        self.0
    }
}
