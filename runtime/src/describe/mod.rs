//! Description: what a stack is made of, for people.

mod check;
mod handler_info;
mod keeping;
mod kind;
mod mermaid;
mod names;
mod place;
mod route_index;
mod stage_info;
mod svg;
mod tree;
mod way;

pub use check::CheckReturns;
pub use handler_info::HandlerInfo;
pub(crate) use keeping::Keeping;
pub use kind::Kind;
pub use place::Place;
use route_index::RouteIndex;
pub use stage_info::StageInfo;

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
        Keeping::check(&stages, &end);
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
