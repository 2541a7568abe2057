//! State: what one request knows of its session.

use std::sync::Arc;

use crate::session::{SessionId, SessionKey, core::Held, followed::FollowedId, record::Binding};

/// What one request knows of its session, and what its response must say.
pub(super) struct State<T> {
    /// Whether the client sent an id, of whatever worth.
    sent: bool,
    /// What the client claims as long as the store was not asked; the session's id afterwards.
    id: Option<SessionId>,
    copy: Copy<T>,
    cookie: Cookie,
    was_read: bool,
    /// What a session that is not there begins with, in place of the default data.
    populated: Option<T>,
    /// What the client of this request looks like, if somebody has looked.
    binding: Option<Binding>,
    followed: Option<Arc<FollowedId>>,
    /// The id that the session went by until this request gave it another because it was time.
    rotated_from: Option<Box<SessionId>>,
}

enum Copy<T> {
    Unread,
    Absent,
    Present(Held<T>),
}

/// What the response must tell the client.
#[derive(Clone, Copy)]
enum Cookie {
    Nothing,
    Set,
    Remove,
}

/// Whether the store has to be asked, and for which key.
pub(super) enum Asked {
    Known,
    Unknown(Option<SessionKey>),
}

/// What a request has made of its session.
pub(super) struct Outcome {
    pub(super) was_read: bool,
    pub(super) due: Due,
}

/// What the response must say about the session.
pub(super) enum Due {
    Nothing,
    Set(SessionId),
    Remove,
}

impl<T> State<T> {
    pub(super) fn new(sent: bool, id: Option<SessionId>) -> Self {
        Self {
            sent,
            id,
            copy: Copy::Unread,
            cookie: Cookie::Nothing,
            was_read: false,
            populated: None,
            binding: None,
            followed: None,
            rotated_from: None,
        }
    }

    /// Notes which id the client claims, where that shows late.
    #[cfg(feature = "client-sessions")]
    pub(super) fn claim(&mut self, id: SessionId) {
        self.id = Some(id);
    }

    #[inline]
    pub(super) fn ask(&mut self, key: impl FnOnce(&SessionId) -> SessionKey) -> Asked {
        self.was_read = true;
        match self.copy {
            Copy::Unread => Asked::Unknown(self.id.as_ref().map(key)),
            Copy::Absent | Copy::Present(_) => Asked::Known,
        }
    }

    /// Takes what the store has found, unless a write was faster.
    pub(super) fn found(&mut self, held: Option<Held<T>>) {
        if !matches!(self.copy, Copy::Unread) {
            return;
        }
        match held {
            Some(held) => self.copy = Copy::Present(held),
            None => self.lose(),
        }
    }

    /// Whether the store was asked, and knows of no session.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self.copy, Copy::Absent)
    }

    pub(super) fn held(&self) -> Option<&Held<T>> {
        match &self.copy {
            Copy::Present(held) => Some(held),
            Copy::Unread | Copy::Absent => None,
        }
    }

    pub(super) fn hold(&mut self, held: Held<T>) {
        self.copy = Copy::Present(held);
    }

    /// The session has a new name that the client must hear.
    pub(super) fn named(&mut self, id: SessionId, held: Held<T>) {
        self.id = Some(id);
        self.copy = Copy::Present(held);
        self.cookie = Cookie::Set;
        self.rotated_from = None;
        self.tell();
    }

    /// As [`named`](Self::named), only because it was time: it is still the same visitor's.
    pub(super) fn rotated(&mut self, id: SessionId, held: Held<T>) {
        let before = self.id.take().map(Box::new);
        self.named(id, held);
        self.rotated_from = before;
        self.tell();
    }

    /// The session was ended here, and the client must forget it.
    pub(super) fn end(&mut self) {
        self.lose();
        self.populated = None;
        if self.sent {
            self.cookie = Cookie::Remove;
        }
    }

    /// There is no session, or no more; the client may know better, so it hears nothing.
    pub(super) fn lose(&mut self) {
        self.id = None;
        self.rotated_from = None;
        self.copy = Copy::Absent;
        if matches!(self.cookie, Cookie::Set) {
            self.cookie = Cookie::Nothing;
        }
        self.tell();
    }

    /// What is held may be out of date.
    pub(super) fn doubt(&mut self) {
        self.copy = Copy::Unread;
    }

    pub(super) fn populate(&mut self, first: T) {
        self.populated = Some(first);
    }

    pub(super) fn populated(&self) -> Option<&T> {
        self.populated.as_ref()
    }

    /// Sessions that begin, or get a new id, from here on are bound so.
    pub(super) fn bind(&mut self, binding: Binding) {
        self.binding = Some(binding);
    }

    pub(super) fn binding(&self) -> Option<Binding> {
        self.binding
    }

    pub(super) fn id(&self) -> Option<&SessionId> {
        self.held().and(self.id.as_ref())
    }

    /// Tells whether the client claims an id, or has one.
    pub(super) fn has_claim(&self) -> bool {
        self.id.is_some()
    }

    /// Lets somebody see which id there is from now on.
    pub(super) fn follow(&mut self) -> Arc<FollowedId> {
        let (id, before) = (self.id().cloned(), self.rotated_from.as_deref().cloned());
        let followed = self.followed.get_or_insert_default();
        followed.set(id, before);
        Arc::clone(followed)
    }

    fn tell(&self) {
        if let Some(followed) = &self.followed {
            followed.set(self.id.clone(), self.rotated_from.as_deref().cloned());
        }
    }

    pub(super) fn cookie_is_due(&self) -> bool {
        matches!(self.cookie, Cookie::Set)
    }

    pub(super) fn outcome(&self) -> Outcome {
        let due = match (self.cookie, &self.id) {
            (Cookie::Set, Some(id)) => Due::Set(id.clone()),
            (Cookie::Remove, _) => Due::Remove,
            (Cookie::Set, None) | (Cookie::Nothing, _) => Due::Nothing,
        };
        Outcome {
            was_read: self.was_read,
            due,
        }
    }
}
