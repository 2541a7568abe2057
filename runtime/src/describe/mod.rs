//! Description: what a stack is made of, for people.

mod check;
mod kind;
mod mermaid;
mod names;
mod route_index;
mod svg;
mod tree;
mod way;

use std::{fmt, panic::Location};

pub use check::CheckReturns;
pub use kind::Kind;
use route_index::RouteIndex;

use crate::{endpoint::Endpoint, stage::Stage};

/// One stage, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StageInfo {
    /// The name of the function or type.
    pub name: String,
    /// What kind of stage it is.
    pub kind: Kind,
    /// Where it was written.
    pub place: Option<Place>,
    /// The types that it borrows from the stack above.
    pub needs: Vec<&'static str>,
    /// The types that it lends to the stack below.
    pub lends: Vec<&'static str>,
    /// The names of its settings; their values may be secret and are never shown.
    pub settings: &'static [&'static str],
    /// The stages of a fragment.
    pub stages: Vec<Self>,
}

impl StageInfo {
    /// A stage of this name and kind that needs and lends nothing.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            place: None,
            needs: Vec::new(),
            lends: Vec::new(),
            settings: &[],
            stages: Vec::new(),
        }
    }

    /// What a stage is, and where its attribute stands.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn here<M: Stage + ?Sized>(_: &M, kind: Kind) -> Self {
        let place = Location::caller();
        Self::new(M::NAME, kind)
            .of::<M::Needs, M::Lends>()
            .at(place.file(), place.line())
    }

    /// With the needs and the lent types of a stage.
    #[must_use]
    pub fn of<N: crate::context::Needs, L: crate::context::Lends>(mut self) -> Self {
        self.needs = needs(N::names);
        L::names(&mut self.lends);
        self
    }

    /// With the place where it was written.
    #[must_use]
    pub fn at(mut self, file: &'static str, line: u32) -> Self {
        self.place = Some(Place { file, line });
        self
    }

    /// Unchanged, where the settings can work.
    ///
    /// # Panics
    ///
    /// With the sentence of the error, where they cannot: a stack that cannot work is not built.
    #[must_use]
    pub fn checked<R: CheckReturns>(self, found: R) -> Self {
        if let Some(reason) = found.refusal() {
            panic!("the stage `{}` cannot work: {reason}", self.name);
        }
        self
    }

    /// The kind, unless the name says it already: a fragment that nobody has named.
    fn kind_unless_named(&self) -> Option<Kind> {
        (self.name != self.kind.to_string()).then_some(self.kind)
    }

    /// With the names of its settings.
    #[must_use]
    pub fn with_settings(mut self, settings: &'static [&'static str]) -> Self {
        self.settings = settings;
        self
    }
}

/// A place in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The file, as the compiler was given it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A handler, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandlerInfo {
    /// The name of the function or type.
    pub name: String,
    /// Where it was written.
    pub place: Option<Place>,
    /// The types that it borrows from the stack above.
    pub needs: Vec<&'static str>,
}

impl HandlerInfo {
    /// A handler of this name that needs nothing.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            place: None,
            needs: Vec::new(),
        }
    }

    /// What a handler is, and where its attribute stands.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn here<H: Endpoint + ?Sized>(_: &H) -> Self {
        let place = Location::caller();
        Self::new(H::NAME)
            .of::<H::Needs>()
            .at(place.file(), place.line())
    }

    /// Unchanged, where the settings can work.
    ///
    /// # Panics
    ///
    /// With the sentence of the error, where they cannot: a stack that cannot work is not built.
    #[must_use]
    pub fn checked<R: CheckReturns>(self, found: R) -> Self {
        if let Some(reason) = found.refusal() {
            panic!("the handler `{}` cannot work: {reason}", self.name);
        }
        self
    }

    /// With the needs of a handler.
    #[must_use]
    pub fn of<N: crate::context::Needs>(mut self) -> Self {
        self.needs = needs(N::names);
        self
    }

    /// With the place where it was written.
    #[must_use]
    pub fn at(mut self, file: &'static str, line: u32) -> Self {
        self.place = Some(Place { file, line });
        self
    }
}

/// The names of what is borrowed from the stack above. The request is not: everybody has it.
fn needs(names: fn(&mut Vec<&'static str>)) -> Vec<&'static str> {
    let mut needs = Vec::new();
    names(&mut needs);
    needs.retain(|name| *name != std::any::type_name::<crate::Request>());
    needs
}

/// A whole stack: its values, its stages from the outside in, and what they end in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// The types of the values that the stack begins with.
    pub provides: Vec<&'static str>,
    /// The stages, outermost first.
    pub stages: Vec<StageInfo>,
    /// What the stages end in.
    pub end: EndInfo,
    index: RouteIndex,
}

impl Description {
    pub(crate) fn new(provides: Vec<&'static str>, stages: Vec<StageInfo>, end: EndInfo) -> Self {
        Self {
            index: RouteIndex::of(&end),
            provides,
            stages,
            end,
        }
    }

    /// Gives the path of the route that a request goes to, as it was declared: `/users/{id}`.
    ///
    /// `None` where no route has the path of the request: at a stack without routes, and at what
    /// the fallbacks answer. So there are never more of them than routes, whatever is asked for,
    /// which is what the label of a metric needs. It costs one look-up in a radix tree.
    ///
    /// # Examples
    ///
    /// Every stage can borrow the description of the stack that it stands in:
    ///
    /// ```
    /// use onionskin::{describe::Description, prelude::*};
    ///
    /// #[handler]
    /// fn which(stack: &Description, req: &Request) -> String {
    ///     stack.route(req).unwrap_or("none").to_owned()
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let app = middleware_stack! { => routes { GET "/users/{id}" => which } };
    /// let client = onionskin::TestClient::new(app);
    /// assert_eq!(client.get("/users/7").await.text().await, "/users/{id}");
    /// # }
    /// ```
    #[must_use]
    pub fn route(&self, request: &crate::Request) -> Option<&str> {
        self.index.find(request.uri().path()).map(|route| &**route)
    }

    /// The same, to be kept for longer than the request.
    pub(crate) fn kept_route(&self, request: &crate::Request) -> Option<std::sync::Arc<str>> {
        self.index.find(request.uri().path()).cloned()
    }

    /// Draws the stack as a flowchart for [Mermaid](https://mermaid.js.org), which GitHub and many
    /// wikis render.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// let app = middleware_stack! { => routes { GET "/" => hello } };
    /// assert!(app.describe().to_mermaid().starts_with("flowchart TD\n"));
    /// ```
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        mermaid::flowchart(self)
    }

    /// Draws the stack as an SVG: layers in layers, and the routes in the middle.
    ///
    /// It stands alone: no script, no font, no link. It is readable on light and on dark paper, and
    /// one stack always gives the same text, so a drawing can be committed and compared.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// let app = middleware_stack! { => routes { GET "/" => hello } };
    /// let svg = app.describe().to_svg();
    /// assert!(svg.starts_with("<svg ") && svg.contains(">hello</tspan>"));
    /// ```
    #[must_use]
    pub fn to_svg(&self) -> String {
        svg::draw(self)
    }
}

/// What the stages of a level end in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndInfo {
    /// One handler for every request.
    Handler(HandlerInfo),
    /// A router.
    Routes {
        /// Its routes, in the order of their declaration.
        routes: Vec<RouteInfo>,
        /// What answers when no route matches.
        fallback: Option<HandlerInfo>,
    },
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RouteInfo {
    /// The method; none for a nested stack under a prefix.
    pub method: Option<String>,
    /// The whole path from the root.
    pub path: String,
    /// The stages of the route's own stack, outermost first.
    pub stages: Vec<StageInfo>,
    /// What they end in.
    pub end: EndInfo,
}
