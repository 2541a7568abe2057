//! A trail: what stages note on their way, in the order in which it happened.

use std::sync::{Arc, Mutex};

use onionskin::prelude::*;

#[derive(Clone, Default)]
pub(crate) struct Trail(Arc<Mutex<Vec<String>>>);

impl Trail {
    pub(crate) fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    /// What has been noted since the last call.
    pub(crate) fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap()).join(" ")
    }
}

/// Notes `+name` on the way in and `-name` on the way out, in a frame of its own.
pub(crate) struct Around(pub(crate) &'static str);

#[middleware]
impl Around {
    async fn handle(&self, trail: &Trail, req: &mut Request, next: impl Next) -> Response {
        trail.note(format!("+{}", self.0));
        let res = next.run(req).await;
        trail.note(format!("-{}", self.0));
        res
    }
}

/// Notes `+name` on the way in.
pub(crate) struct Before(pub(crate) &'static str);

#[middleware(before)]
impl Before {
    fn before(&self, trail: &Trail) {
        trail.note(format!("+{}", self.0));
    }
}

/// Notes `-name` on the way out.
pub(crate) struct After(pub(crate) &'static str);

#[middleware(after)]
impl After {
    fn after(&self, trail: &Trail, _res: &mut Response) {
        trail.note(format!("-{}", self.0));
    }
}
