//! A logout can take along what else the browser keeps for the site.

use onionskin::session::SiteData;

use super::visitor::{cookie, count, set_cookie, site, visit};

#[tokio::test]
async fn the_browser_is_told_to_forget_what_was_chosen() {
    let (sessions, _, _) = site::<u64>();
    let kinds = [SiteData::Cache, SiteData::Storage, SiteData::Cache];
    let sessions = sessions.clear_site_data(kinds);
    let (_, response) = visit(&sessions, "", count).await;
    assert!(!response.headers().contains_key("clear-site-data"));
    let known = cookie(&response);
    let (ended, response) = visit(&sessions, &known, async |it| it.destroy().await).await;
    ended.unwrap();
    assert_eq!(
        response.headers()["clear-site-data"],
        "\"cache\", \"storage\""
    );
    assert!(set_cookie(&response).unwrap().contains("Max-Age=0"));
}

#[tokio::test]
async fn nothing_else_is_forgotten_unless_it_was_chosen() {
    let (plain, _, _) = site::<u64>();
    for sessions in [plain.clone(), plain.clear_site_data([])] {
        let known = cookie(&visit(&sessions, "", count).await.1);
        let (ended, response) = visit(&sessions, &known, async |it| it.destroy().await).await;
        ended.unwrap();
        assert!(!response.headers().contains_key("clear-site-data"));
    }
}

#[tokio::test]
async fn a_session_that_begins_right_after_the_end_is_not_cleared_away() {
    let (sessions, _, _) = site::<u64>();
    let sessions = sessions.clear_site_data([SiteData::All]);
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (_, response) = visit(&sessions, &known, async |session| {
        session.destroy().await.unwrap();
        count(session).await
    })
    .await;
    assert!(!response.headers().contains_key("clear-site-data"));
    assert_ne!(cookie(&response), known);
}
