//! Check: what a stage says of its own settings.

use std::fmt::Display;

/// What a method marked `#[check]` may return.
#[diagnostic::on_unimplemented(
    message = "a check cannot return `{Self}`",
    label = "not `Result<(), E>` with an `E` that can be displayed",
    note = "return `Result<(), E>`, so that it can say why the settings cannot work"
)]
pub trait CheckReturns {
    /// Why the settings cannot work.
    fn refusal(self) -> Option<String>;
}

#[diagnostic::do_not_recommend]
impl<E: Display> CheckReturns for Result<(), E> {
    fn refusal(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}
