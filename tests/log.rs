//! What onionskin logs on this thread, and the spans that it opens.

use std::{
    cell::RefCell,
    fmt::{Debug, Write as _},
    mem,
    sync::Once,
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

thread_local! {
    static LINES: RefCell<Vec<(Level, &'static str, String)>> = const { RefCell::new(Vec::new()) };
    static SPANS: RefCell<Vec<Span>> = const { RefCell::new(Vec::new()) };
}

/// A span: its fields as `field=value` pairs, later ones at the end.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) level: Level,
    pub(crate) fields: String,
    pub(crate) is_closed: bool,
    handles: usize,
}

/// What was logged on this thread since it was made, each line as `field=value` pairs.
pub(crate) struct Log(());

impl Log {
    pub(crate) fn here() -> Self {
        // One for all tests: subscribers that come and go race for tracing's cache of interests.
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| tracing::subscriber::set_global_default(Lines).unwrap());
        LINES.take();
        SPANS.take();
        Self(())
    }

    /// The errors and warnings since the last call.
    pub(crate) fn take(&self) -> Vec<String> {
        let serious = |(level, _, line)| (level <= Level::WARN).then_some(line);
        self.lines().into_iter().filter_map(serious).collect()
    }

    /// The lines of a target since the last call, with their levels.
    pub(crate) fn take_from(&self, target: &str) -> Vec<(Level, String)> {
        let of_target = |(level, from, line)| (from == target).then_some((level, line));
        self.lines().into_iter().filter_map(of_target).collect()
    }

    /// The spans that were opened on this thread.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let Self(()) = self;
        SPANS.with_borrow(Clone::clone)
    }

    fn lines(&self) -> Vec<(Level, &'static str, String)> {
        let Self(()) = self;
        LINES.with_borrow_mut(mem::take)
    }
}

struct Lines;

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("onionskin")
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut line = Line(String::new());
        attributes.record(&mut line);
        SPANS.with_borrow_mut(|spans| {
            spans.push(Span {
                level: *attributes.metadata().level(),
                fields: line.0,
                is_closed: false,
                handles: 1,
            });
            Id::from_u64(spans.len() as u64)
        })
    }
    fn record(&self, id: &Id, values: &Record<'_>) {
        with(id, |span| values.record(&mut Appended(&mut span.fields)));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        let metadata = event.metadata();
        LINES.with_borrow_mut(|lines| {
            lines.push((*metadata.level(), metadata.target(), line.0));
        });
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
    fn clone_span(&self, id: &Id) -> Id {
        with(id, |span| span.handles += 1);
        id.clone()
    }
    fn try_close(&self, id: Id) -> bool {
        with(&id, |span| {
            span.handles -= 1;
            span.is_closed = span.handles == 0;
        });
        true
    }
}

/// Does it with a span of this thread.
fn with(id: &Id, act: impl FnOnce(&mut Span)) {
    let place = usize::try_from(id.into_u64() - 1).unwrap();
    SPANS.with_borrow_mut(|spans| spans.get_mut(place).map(act));
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        Appended(&mut self.0).record_debug(field, value);
    }
}

struct Appended<'a>(&'a mut String);

impl Visit for Appended<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}
