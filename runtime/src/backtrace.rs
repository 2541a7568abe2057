//! Backtrace: where an error was made, or a panic began.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    cell::Cell,
    fmt,
    panic::{self, PanicHookInfo},
    sync::{
        Arc, Once,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether somebody will look at backtraces, whatever `RUST_BACKTRACE` says.
static WANTED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static LAST_PANIC: Cell<Option<Origin>> = const { Cell::new(None) };
}

/// Has the backtraces of all errors and panics kept from now on.
///
/// A panic's is gone when its unwinding ends, so a hook notes it; the hook that was there runs after it.
pub(crate) fn want() {
    static HOOK: Once = Once::new();
    WANTED.store(true, Ordering::Relaxed);
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            LAST_PANIC.set(Some(Origin::of_panic(info)));
            others(info);
        }));
    });
}

/// The backtrace of an error that is made here, if anybody wants one.
///
/// Boxed, so that an error without one is no larger than a pointer.
#[inline]
pub(crate) fn here() -> Option<Box<Backtrace>> {
    let trace = if WANTED.load(Ordering::Relaxed) {
        Backtrace::force_capture()
    } else {
        Backtrace::capture()
    };
    (trace.status() == BacktraceStatus::Captured).then(|| Box::new(trace))
}

/// Where the panic began that has just been stopped on this thread.
pub(crate) fn of_last_panic() -> Option<Origin> {
    LAST_PANIC.take()
}

/// The line of a panic, and the way to it.
#[derive(Clone)]
pub(crate) struct Origin {
    place: String,
    trace: Arc<Backtrace>,
}

impl Origin {
    fn of_panic(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map(ToString::to_string);
        Self {
            place: place.unwrap_or_default(),
            trace: Arc::new(Backtrace::force_capture()),
        }
    }

    /// `src/main.rs:7:9`.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    pub(crate) fn trace(&self) -> &Backtrace {
        &self.trace
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.place)
    }
}

/// The frames of a backtrace as lines, innermost first; those that are not of the program itself are
/// counted, and not shown.
pub(crate) fn lines(trace: &Backtrace) -> Vec<String> {
    let text = trace.to_string();
    let mut lines = Vec::new();
    let mut left_out = 0;
    for (symbol, place) in frames(&text) {
        if is_of_the_program(symbol, place) {
            leave_out(&mut lines, &mut left_out);
            lines.push(symbol.to_owned());
            lines.extend(place.map(|place| format!("    at {place}")));
        } else {
            left_out += 1;
        }
    }
    leave_out(&mut lines, &mut left_out);
    lines
}

fn leave_out(lines: &mut Vec<String>, count: &mut usize) {
    match std::mem::take(count) {
        0 => {}
        1 => lines.push("… 1 frame of libraries".to_owned()),
        more => lines.push(format!("… {more} frames of libraries")),
    }
}

/// Reads `7: name` and, below it, `at place`, as the standard library writes them.
fn frames(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut lines = text.lines().map(str::trim).peekable();
    std::iter::from_fn(move || {
        let line = lines.find(|line| is_numbered(line))?;
        let (_, symbol) = line.split_once(": ")?;
        let place = lines.peek().and_then(|next| next.strip_prefix("at "));
        Some((symbol, place))
    })
}

fn is_numbered(line: &str) -> bool {
    line.split_once(": ")
        .is_some_and(|(number, _)| number.parse::<usize>().is_ok())
}

fn is_of_the_program(symbol: &str, place: Option<&str>) -> bool {
    const LIBRARIES: [&str; 3] = ["/rustc/", "/rustlib/", "/.cargo/"];
    let of_a_library = |place: &str| LIBRARIES.iter().any(|library| place.contains(library));
    let name = symbol.trim_start_matches('<');
    place.is_some_and(|place| !of_a_library(place)) && !name.starts_with("onionskin::")
}

#[cfg(test)]
mod tests {
    use super::{frames, is_of_the_program};

    #[test]
    fn a_backtrace_is_read_frame_by_frame() {
        let text = "   0: std::backtrace::Backtrace::create\n             at /rustc/5/library/std/src/backtrace.rs:331:13\n   1: shop::stock::{{closure}}\n             at ./src/stock.rs:7:9\n   2: _start\n";
        let read: Vec<_> = frames(text).collect();
        assert_eq!(
            read,
            [
                (
                    "std::backtrace::Backtrace::create",
                    Some("/rustc/5/library/std/src/backtrace.rs:331:13")
                ),
                ("shop::stock::{{closure}}", Some("./src/stock.rs:7:9")),
                ("_start", None),
            ]
        );
        let of_the_program: Vec<_> = read
            .into_iter()
            .filter(|(symbol, place)| is_of_the_program(symbol, *place))
            .collect();
        assert_eq!(of_the_program.len(), 1);
    }
}
