//! Populate: what a visitor without a session begins with, made of what the request tells.

use crate::session::{Session, SessionData, SessionError, state::State};

impl<T: SessionData> Session<T> {
    /// Gives a visitor without a session data of its own to begin with.
    ///
    /// `first` is awaited only if there is no session, and once per request; in its place stands
    /// the default data otherwise. Reading finds it, and the first write stores it: until then there
    /// is neither a record nor a cookie. It borrows whatever the caller borrows, so a stage below
    /// the sessions can make it of the request and of all that the stack lends.
    ///
    /// A session that ends is populated again by the next request, not by this one.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{TestClient, prelude::*};
    ///
    /// #[middleware(before)]
    /// async fn welcome(session: &Session<String>, req: &Request) -> Result<(), SessionError> {
    ///     let language = req.header("accept-language").unwrap_or("en");
    ///     session.populate(async { language.to_owned() }).await
    /// }
    ///
    /// #[handler]
    /// async fn language(session: &Session<String>) -> Result<String, SessionError> {
    ///     session.get().await
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let sessions = Sessions::<String>::new(MemoryStore::new());
    /// let client = TestClient::new(middleware_stack! { (sessions), welcome, => language });
    /// let res = client.get("/").header("accept-language", "fr").await;
    /// assert_eq!(res.text().await, "fr");
    /// # });
    /// ```
    ///
    /// # Errors
    ///
    /// When the store does not answer; `first` is then not awaited.
    pub async fn populate(&self, first: impl Future<Output = T>) -> Result<(), SessionError> {
        let is_fresh = |state: &State<T>| state.is_absent() && state.populated().is_none();
        if self.look(is_fresh).await? {
            let first = first.await;
            self.state().populate(first);
        }
        Ok(())
    }
}
