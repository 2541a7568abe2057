//! The example `production` behind nginx, as it would stand in the world.

#[path = "../../examples/production/app.rs"]
mod app;
mod curl;
mod nginx;

use std::time::Duration;

use onionskin::{Server, bind, testing::TestServer};
use tokio::sync::oneshot;

use self::{
    app::{Settings, app},
    curl::{CLIENT, http, https},
    nginx::Nginx,
};

/// The application, which believes what comes from this address, and nginx in front of it.
async fn behind_nginx(proxies: &[&str]) -> (TestServer, Nginx) {
    let server = TestServer::start(app(&settings(proxies))).await;
    let nginx = Nginx::before(&server.addr().to_string());
    (server, nginx)
}

fn settings(proxies: &[&str]) -> Settings {
    Settings {
        hosts: vec!["shop.example".to_owned()],
        proxies: proxies.iter().copied().map(str::to_owned).collect(),
        patience: Duration::from_millis(200),
    }
}

#[tokio::test]
async fn the_client_is_the_one_in_front_of_the_proxy_whatever_it_says_of_itself() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let honest = https(&nginx, "/", &[]).await;
    assert_eq!(honest.status, 200, "{honest:?}");
    assert_eq!(honest.json()["client"], CLIENT);
    assert_eq!(honest.json()["scheme"], "https");
    let forged = [
        ["--header", "X-Forwarded-For: 6.6.6.6"],
        ["--header", "X-Forwarded-For: 6.6.6.6, 127.0.0.1"],
        ["--header", "X-Forwarded-For: \"6.6.6.6"],
        ["--header", "Forwarded: for=6.6.6.6"],
        ["--header", "X-Real-IP: 6.6.6.6"],
    ];
    for header in forged {
        let answer = https(&nginx, "/", &header).await;
        assert_eq!(answer.json()["client"], CLIENT, "{header:?}");
    }
}

#[tokio::test]
async fn who_comes_past_the_proxy_is_not_believed() {
    let (server, _nginx) = behind_nginx(&["127.0.0.1"]).await;
    let forged = [
        "--header",
        "X-Forwarded-For: 6.6.6.6",
        "--header",
        "X-Forwarded-Proto: https",
    ];
    let answer = http(server.addr().port(), "/", &forged).await;
    assert_eq!(answer.status, 308, "{answer:?}");
}

#[tokio::test]
async fn a_proxy_that_nobody_trusts_changes_nothing() {
    let (_server, nginx) = behind_nginx(&[]).await;
    let answer = https(&nginx, "/", &[]).await;
    assert_eq!(answer.status, 308, "{answer:?}");
}

#[tokio::test]
async fn the_id_of_the_proxy_is_kept_and_that_of_the_client_is_not() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let answer = https(&nginx, "/", &["--header", "X-Request-ID: forged-by-me"]).await;
    let id = answer.header("x-request-id").unwrap();
    assert_eq!(answer.json()["request"], id);
    // 16 bytes in hexadecimal, as nginx makes them.
    assert!(
        id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{id}"
    );
}

#[tokio::test]
async fn clear_text_is_sent_to_https() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let answer = http(nginx.http, "/a?b=c", &[]).await;
    assert_eq!(answer.status, 308, "{answer:?}");
    assert_eq!(
        answer.header("location"),
        Some("https://shop.example/a?b=c")
    );
    let forged = ["--header", "X-Forwarded-Proto: https"];
    assert_eq!(http(nginx.http, "/", &forged).await.status, 308);
    assert_eq!(
        http(nginx.http, "/note", &["--data", "a"]).await.status,
        403
    );
    assert_eq!(http(nginx.http, "/health", &[]).await.status, 200);
}

#[tokio::test]
async fn a_host_that_is_not_ours_is_refused() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    for host in ["Host: evil.example", "Host: shop.example.evil.example"] {
        let answer = https(&nginx, "/", &["--header", host]).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        assert_eq!(http(nginx.http, "/", &["--header", host]).await.status, 400);
    }
    let forged = ["--header", "X-Forwarded-Host: evil.example"];
    let answer = http(nginx.http, "/", &forged).await;
    assert_eq!(answer.header("location"), Some("https://shop.example/"));
}

#[tokio::test]
async fn limits_hold_and_the_next_request_is_served() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let large = "x".repeat(64 * 1024 + 1);
    let fits = "x".repeat(64 * 1024);
    let answer = https(&nginx, "/note", &["--data", &large]).await;
    assert_eq!(answer.status, 413, "{:?}", answer.header("content-type"));
    let answer = https(&nginx, "/note", &["--data", &fits]).await;
    assert_eq!((answer.status, answer.body), (201, fits));

    let many: Vec<_> = (0..101).map(|n| format!("X-{n}: 1")).collect();
    let headers: Vec<_> = many
        .iter()
        .flat_map(|header| ["--header", header])
        .collect();
    assert_eq!(https(&nginx, "/", &headers).await.status, 431);
    let answer = https(&nginx, "/wait/3600", &[]).await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (503, Some("5"))
    );
    assert_eq!(https(&nginx, "/wait/0", &[]).await.body, "done\n");
}

#[tokio::test]
async fn a_body_of_unknown_length_is_counted() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let large = "x".repeat(64 * 1024 + 1);
    let chunked = ["--header", "Transfer-Encoding: chunked", "--data", &large];
    assert_eq!(https(&nginx, "/note", &chunked).await.status, 413);
}

#[tokio::test]
async fn pages_refusals_and_errors_carry_the_headers_that_protect_browsers() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    for (path, status) in [
        ("/", 200),
        ("/nowhere", 404),
        ("/fail", 500),
        ("/wait/3600", 503),
    ] {
        let answer = https(&nginx, path, &[]).await;
        assert_eq!(answer.status, status, "{answer:?}");
        for (name, value) in [
            (
                "strict-transport-security",
                "max-age=63072000; includeSubDomains",
            ),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path} {name}");
        }
        assert!(answer.header("x-request-id").is_some(), "{path}");
        assert!(!answer.body.contains("such file"), "{answer:?}");
    }
    let clear = http(nginx.http, "/", &[]).await;
    assert_eq!(clear.header("strict-transport-security"), None);
}

#[tokio::test]
async fn the_session_cookie_is_for_https_only() {
    let (_server, nginx) = behind_nginx(&["127.0.0.1"]).await;
    let answer = https(&nginx, "/", &[]).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-"), "{cookie}");
    let (pair, attributes) = cookie.split_once(';').unwrap();
    assert!(
        attributes.contains("Secure") && attributes.contains("HttpOnly"),
        "{cookie}"
    );
    let again = https(&nginx, "/", &["--cookie", pair]).await;
    assert_eq!(again.json()["visits"], 2);
}

#[tokio::test]
async fn a_proxy_on_a_unix_socket_is_believed_when_told() {
    use onionskin::{prelude::*, stages::recommended};

    #[handler]
    fn client(client: &ClientAddr) -> String {
        format!("{client} {}", client.scheme())
    }
    let folder = crate::sessions::servers::Folder::new();
    let address = format!("unix:{}", folder.path().join("app.sock").display());
    let (end, ended) = oneshot::channel::<()>();
    let stages = recommended()
        .hosts(["shop.example"])
        .proxy_headers(ProxyHeaders::new().trust_unix());
    let app = middleware_stack! { stages.stages(), => client };
    let server = Server::new().shutdown_on(async move { drop(ended.await) });
    let listener = bind(&address).await.unwrap();
    let task = tokio::spawn(server.serve(listener, app));
    let nginx = Nginx::before(&address);
    let answer = https(&nginx, "/", &["--header", "X-Forwarded-For: 6.6.6.6"]).await;
    assert_eq!(answer.body, format!("{CLIENT} https"));
    drop(end);
    task.await.unwrap().unwrap();
}
