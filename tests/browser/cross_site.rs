//! Pages of other sites cannot act for the visitor, by either guard; our own pages can.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use onionskin::prelude::*;

use super::{Site, Tab};

/// Counts the posts that came as far as this.
#[derive(Clone, Default)]
struct Posts(Arc<AtomicUsize>);

impl Posts {
    fn take(&self) -> usize {
        self.0.swap(0, Relaxed)
    }
}

#[middleware(before)]
impl Posts {
    fn before(&self, req: &Request) {
        if req.method() == Method::POST {
            self.0.fetch_add(1, Relaxed);
        }
    }
}

#[handler]
fn transfer() -> Html<&'static str> {
    Html("<p>transferred</p>")
}

/// A form that leads wherever the page's address says.
const FORM: &str = "<form method=post><input name=to value=mallory><button>send</button></form>
    <form id=files method=post enctype=multipart/form-data><input name=to value=mallory>
    <button>send</button></form>
    <script>for (const form of document.forms) form.action = location.hash.slice(1)</script>";

/// Both forms of the page, by the selector that finds each.
const FORMS: [&str; 2] = ["form", "#files"];

#[handler]
fn form() -> Html<&'static str> {
    Html(FORM)
}

/// The same with a token for every form, and one for scripts.
#[handler]
fn form_with_token(token: &CsrfToken) -> Html<String> {
    let field = format!("method=post>{}", token.field());
    let files = format!("enctype=multipart/form-data>{}", token.field());
    let form = FORM
        .replacen("method=post>", &field, 1)
        .replace("enctype=multipart/form-data>", &files);
    Html(format!("{}{form}", token.meta()))
}

struct Guarded {
    site: Site,
    arrived: Posts,
    passed: Posts,
}

impl Guarded {
    /// Nobody passes who does not come from our own pages.
    async fn by_origin() -> Self {
        let (arrived, passed) = (Posts::default(), Posts::default());
        let app = middleware_stack! {
            ProxyHeaders::new(),
            (arrived.clone()),
            Csrf::new(),
            (passed.clone()),
            => routes { GET "/form" => form, POST "/transfer" => transfer }
        };
        let site = Site::of(app).await;
        Self {
            site,
            arrived,
            passed,
        }
    }

    /// Nobody passes who has no token.
    async fn by_token() -> Self {
        let (arrived, passed) = (Posts::default(), Posts::default());
        let app = middleware_stack! {
            Sessions::<u64>::new(MemoryStore::new()),
            (arrived.clone()),
            CsrfTokens::<u64>::new(),
            (passed.clone()),
            => routes { GET "/form" => form_with_token, POST "/transfer" => transfer }
        };
        let site = Site::of(app).await;
        Self {
            site,
            arrived,
            passed,
        }
    }

    async fn transfers_for_its_own_forms(&self, tab: &Tab) {
        for form in FORMS {
            tab.open(&self.site.url("/form#/transfer")).await;
            tab.click(&format!("{form} button")).await;
            assert_eq!(tab.text().await, "transferred");
        }
    }

    async fn refuses_forms_of(&self, tab: &Tab, page: &str) {
        let target = self.site.url("/transfer");
        for form in FORMS {
            tab.open(&format!("{page}#{target}")).await;
            tab.click(&format!("{form} button")).await;
            assert!(tab.text().await.contains("csrf_failed"), "{page} {form}");
        }
    }

    /// Tells how many posts have arrived, and how many have passed.
    fn take(&self) -> (usize, usize) {
        (self.arrived.take(), self.passed.take())
    }
}

/// A site of somebody else's.
async fn elsewhere() -> Site {
    Site::of(middleware_stack! { => form }).await
}

#[tokio::test]
async fn our_own_forms_and_scripts_pass_by_their_origin() {
    let guarded = Guarded::by_origin().await;
    let tab = Tab::fresh().await;
    guarded.transfers_for_its_own_forms(&tab).await;
    tab.open(&guarded.site.url("/form#")).await;
    let script = "return fetch('/transfer', { method: 'POST' }).then(it => it.status)";
    assert_eq!(tab.run(script).await, 200);
    assert_eq!(guarded.take(), (3, 3));
}

#[tokio::test]
async fn forms_and_scripts_of_other_sites_and_of_other_ports_do_not_pass_by_their_origin() {
    let (guarded, elsewhere) = (Guarded::by_origin().await, elsewhere().await);
    let target = guarded.site.url("/transfer");
    let tab = Tab::fresh().await;
    for page in [elsewhere.other_site("/"), elsewhere.url("/")] {
        guarded.refuses_forms_of(&tab, &page).await;
        tab.open(&page).await;
        let script = format!(
            "return fetch('{target}', {{ method: 'POST', mode: 'no-cors', credentials: 'include' }})
                .then(it => it.type)"
        );
        assert_eq!(tab.run(&script).await, "opaque");
        assert_eq!(guarded.take(), (3, 0), "{page}");
    }
}

#[tokio::test]
async fn where_browsers_do_not_name_the_site_the_origin_decides() {
    let (guarded, elsewhere) = (Guarded::by_origin().await, elsewhere().await);
    let tab = Tab::fresh().await;
    tab.open(&guarded.site.untrusted("shop", "/form#/transfer"))
        .await;
    tab.click("button").await;
    assert_eq!(tab.text().await, "transferred");
    assert_eq!(guarded.take(), (1, 1));
    for evil in [
        elsewhere.untrusted("shop", "/"),
        elsewhere.untrusted("evil", "/"),
        guarded.site.untrusted("evil", "/form"),
    ] {
        let target = guarded.site.untrusted("shop", "/transfer");
        tab.open(&format!("{evil}#{target}")).await;
        tab.click("button").await;
        assert!(tab.text().await.contains("csrf_failed"), "{evil}");
        assert_eq!(guarded.take(), (1, 0), "{evil}");
    }
}

#[tokio::test]
async fn our_own_forms_and_scripts_pass_by_their_token() {
    let guarded = Guarded::by_token().await;
    let tab = Tab::fresh().await;
    guarded.transfers_for_its_own_forms(&tab).await;
    tab.open(&guarded.site.url("/form")).await;
    let script = "const token = document.querySelector('meta[name=csrf-token]').content;
        return fetch('/transfer', { method: 'POST', headers: { 'X-CSRF-Token': token } })
            .then(it => it.status)";
    assert_eq!(tab.run(script).await, 200);
    assert_eq!(guarded.take(), (3, 3));
    let script = "return fetch('/transfer', { method: 'POST' }).then(it => it.status)";
    assert_eq!(tab.run(script).await, 403);
    assert_eq!(guarded.take(), (1, 0));
}

#[tokio::test]
async fn forms_of_other_sites_have_no_token_that_would_pass() {
    let (guarded, elsewhere) = (Guarded::by_token().await, elsewhere().await);
    let tab = Tab::fresh().await;
    tab.open(&guarded.site.url("/form")).await;
    for page in [elsewhere.other_site("/"), elsewhere.url("/")] {
        guarded.refuses_forms_of(&tab, &page).await;
        tab.open(&page).await;
        // Neither a page nor its token can be read from elsewhere.
        let script = format!(
            "return fetch('{}', {{ credentials: 'include' }}).then(it => it.text(), () => 'refused')",
            guarded.site.url("/form")
        );
        assert_eq!(tab.run(&script).await, "refused");
        assert_eq!(guarded.take(), (2, 0), "{page}");
    }
}
