//! Levels: log lines and spans whose level is a setting.

/// An event or a span at a level that is known only at run time; tracing wants to know it earlier.
macro_rules! at_level {
    ($level:expr, $macro:ident!(target: $target:literal, $($fields:tt)*)) => {
        match $level {
            tracing::Level::ERROR => {
                tracing::$macro!(target: $target, tracing::Level::ERROR, $($fields)*)
            }
            tracing::Level::WARN => {
                tracing::$macro!(target: $target, tracing::Level::WARN, $($fields)*)
            }
            tracing::Level::INFO => {
                tracing::$macro!(target: $target, tracing::Level::INFO, $($fields)*)
            }
            tracing::Level::DEBUG => {
                tracing::$macro!(target: $target, tracing::Level::DEBUG, $($fields)*)
            }
            tracing::Level::TRACE => {
                tracing::$macro!(target: $target, tracing::Level::TRACE, $($fields)*)
            }
        }
    };
}

pub(super) use at_level;

/// Whether somebody may listen at this level.
#[inline]
pub(super) fn is_heard(level: tracing::Level) -> bool {
    level <= tracing::level_filters::LevelFilter::current()
}
