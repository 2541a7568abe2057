//! Sixty-four stages of one kind, one inside the other.

use std::net::SocketAddr;

use onionskin::{TestClient, prelude::*};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

struct Value(usize);

/// Adds one to the header on the way in and on the way out, in a frame of its own.
struct Layer<const N: usize>;

#[middleware]
impl<const N: usize> Layer<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        add_one(req.headers_mut());
        if N.is_multiple_of(8) {
            tokio::task::yield_now().await;
        }
        let mut res = next.run(req).await;
        add_one(res.headers_mut());
        res
    }
}

struct In<const N: usize>;

#[middleware(before)]
impl<const N: usize> In<N> {
    fn before(&self, req: &mut Request) {
        add_one(req.headers_mut());
    }
}

struct Out<const N: usize>;

#[middleware(after)]
impl<const N: usize> Out<N> {
    fn after(&self, res: &mut Response) {
        add_one(res.headers_mut());
    }
}

fn add_one(headers: &mut HeaderMap) {
    let count = count(headers) + 1;
    headers.insert("x-count", HeaderValue::from(count));
}

fn count(headers: &HeaderMap) -> u64 {
    headers
        .get("x-count")
        .map_or(0, |count| count.to_str().unwrap().parse().unwrap())
}

#[handler]
fn counted(req: &Request) -> String {
    count(req.headers()).to_string()
}

#[tokio::test]
async fn sixty_four_async_stages() {
    let client = TestClient::new(middleware_stack! {
        Layer::<1>, Layer::<2>, Layer::<3>, Layer::<4>, Layer::<5>, Layer::<6>,
        Layer::<7>, Layer::<8>, Layer::<9>, Layer::<10>, Layer::<11>, Layer::<12>,
        Layer::<13>, Layer::<14>, Layer::<15>, Layer::<16>, Layer::<17>, Layer::<18>,
        Layer::<19>, Layer::<20>, Layer::<21>, Layer::<22>, Layer::<23>, Layer::<24>,
        Layer::<25>, Layer::<26>, Layer::<27>, Layer::<28>, Layer::<29>, Layer::<30>,
        Layer::<31>, Layer::<32>, Layer::<33>, Layer::<34>, Layer::<35>, Layer::<36>,
        Layer::<37>, Layer::<38>, Layer::<39>, Layer::<40>, Layer::<41>, Layer::<42>,
        Layer::<43>, Layer::<44>, Layer::<45>, Layer::<46>, Layer::<47>, Layer::<48>,
        Layer::<49>, Layer::<50>, Layer::<51>, Layer::<52>, Layer::<53>, Layer::<54>,
        Layer::<55>, Layer::<56>, Layer::<57>, Layer::<58>, Layer::<59>, Layer::<60>,
        Layer::<61>, Layer::<62>, Layer::<63>, Layer::<64>,
        => counted
    });
    let res = client.get("/").await;
    assert_eq!(
        (&*res.text().await, res.header("x-count")),
        ("64", Some("64"))
    );
}

#[handler]
async fn counted_later(number: Path<u64>, req: &Request) -> Result<String, onionskin::Error> {
    tokio::task::yield_now().await;
    Ok((count(req.headers()) + number.0).to_string())
}

/// The futures of a server lie around those of the stack, and those of who spawns it around these.
#[tokio::test]
async fn forty_stages_above_routes_are_served() {
    let app = middleware_stack! {
        Layer::<1>, Layer::<2>, Layer::<3>, Layer::<4>, Layer::<5>, Layer::<6>,
        Layer::<7>, Layer::<8>, Layer::<9>, Layer::<10>, Layer::<11>, Layer::<12>,
        Layer::<13>, Layer::<14>, Layer::<15>, Layer::<16>, Layer::<17>, Layer::<18>,
        Layer::<19>, Layer::<20>, Layer::<21>, Layer::<22>, Layer::<23>, Layer::<24>,
        Layer::<25>, Layer::<26>, Layer::<27>, Layer::<28>, Layer::<29>, Layer::<30>,
        Layer::<31>, Layer::<32>, Layer::<33>, Layer::<34>, Layer::<35>, Layer::<36>,
        Layer::<37>, Layer::<38>, Layer::<39>, Layer::<40>,
        => routes {
            "/deep" => {
                Layer::<41>,
                => routes { GET "/{number}" => counted_later }
            }
            GET "/1" => counted, GET "/2" => counted, GET "/3" => counted, GET "/4" => counted,
            GET "/5" => counted, GET "/6" => counted, GET "/7" => counted, GET "/8" => counted,
            GET "/9/{number}" => counted_later,
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { onionskin::serve(listener, app).await });
    assert_eq!(get(address, "/deep/9").await, "50");
    assert_eq!(get(address, "/9/2").await, "42");
    assert_eq!(get(address, "/8").await, "40");
    server.abort();
}

async fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let ask = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    body.to_owned()
}

#[tokio::test]
async fn sixty_four_sync_stages() {
    let client = TestClient::new(middleware_stack! {
        In::<1>, Out::<2>, In::<3>, Out::<4>, In::<5>, Out::<6>, In::<7>, Out::<8>,
        In::<9>, Out::<10>, In::<11>, Out::<12>, In::<13>, Out::<14>, In::<15>, Out::<16>,
        In::<17>, Out::<18>, In::<19>, Out::<20>, In::<21>, Out::<22>, In::<23>, Out::<24>,
        In::<25>, Out::<26>, In::<27>, Out::<28>, In::<29>, Out::<30>, In::<31>, Out::<32>,
        In::<33>, Out::<34>, In::<35>, Out::<36>, In::<37>, Out::<38>, In::<39>, Out::<40>,
        In::<41>, Out::<42>, In::<43>, Out::<44>, In::<45>, Out::<46>, In::<47>, Out::<48>,
        In::<49>, Out::<50>, In::<51>, Out::<52>, In::<53>, Out::<54>, In::<55>, Out::<56>,
        In::<57>, Out::<58>, In::<59>, Out::<60>, In::<61>, Out::<62>, In::<63>, Out::<64>,
        => counted
    });
    let res = client.get("/").await;
    assert_eq!(
        (&*res.text().await, res.header("x-count")),
        ("32", Some("32"))
    );
}

#[tokio::test]
async fn sync_and_async_stages_in_turns() {
    let client = TestClient::new(middleware_stack! {
        Layer::<1>, In::<2>, Layer::<3>, In::<4>, Layer::<5>, In::<6>, Layer::<7>, In::<8>,
        Layer::<9>, In::<10>, Layer::<11>, In::<12>, Layer::<13>, In::<14>, Layer::<15>, In::<16>,
        Layer::<17>, In::<18>, Layer::<19>, In::<20>, Layer::<21>, In::<22>, Layer::<23>, In::<24>,
        Layer::<25>, In::<26>, Layer::<27>, In::<28>, Layer::<29>, In::<30>, Layer::<31>, In::<32>,
        Layer::<33>, In::<34>, Layer::<35>, In::<36>, Layer::<37>, In::<38>, Layer::<39>, In::<40>,
        Layer::<41>, In::<42>, Layer::<43>, In::<44>, Layer::<45>, In::<46>, Layer::<47>, In::<48>,
        Layer::<49>, In::<50>, Layer::<51>, In::<52>, Layer::<53>, In::<54>, Layer::<55>, In::<56>,
        Layer::<57>, In::<58>, Layer::<59>, In::<60>, Layer::<61>, In::<62>, Layer::<63>, In::<64>,
        => routes { "/a" => { Layer::<65>, => routes { GET "/b" => counted } } }
    });
    assert_eq!(client.get("/a/b").await.text().await, "65");
}

/// What the provider of this number lends.
struct Lent<const N: usize>(Value);

/// Providers, each of which borrows from the one above it.
macro_rules! providers {
    ($($name:ident $number:literal of $above:literal,)*) => {$(
        #[provider]
        fn $name(above: &Lent<$above>) -> Lent<$number> {
            Lent(Value(above.0.0 + 1))
        }
    )*};
}

providers! {
    p1 1 of 0, p2 2 of 1, p3 3 of 2, p4 4 of 3,
    p5 5 of 4, p6 6 of 5, p7 7 of 6, p8 8 of 7,
    p9 9 of 8, p10 10 of 9, p11 11 of 10, p12 12 of 11,
    p13 13 of 12, p14 14 of 13, p15 15 of 14, p16 16 of 15,
    p17 17 of 16, p18 18 of 17, p19 19 of 18, p20 20 of 19,
    p21 21 of 20, p22 22 of 21, p23 23 of 22, p24 24 of 23,
    p25 25 of 24, p26 26 of 25, p27 27 of 26, p28 28 of 27,
    p29 29 of 28, p30 30 of 29, p31 31 of 30, p32 32 of 31,
    p33 33 of 32, p34 34 of 33, p35 35 of 34, p36 36 of 35,
    p37 37 of 36, p38 38 of 37, p39 39 of 38, p40 40 of 39,
    p41 41 of 40, p42 42 of 41, p43 43 of 42, p44 44 of 43,
    p45 45 of 44, p46 46 of 45, p47 47 of 46, p48 48 of 47,
    p49 49 of 48, p50 50 of 49, p51 51 of 50, p52 52 of 51,
    p53 53 of 52, p54 54 of 53, p55 55 of 54, p56 56 of 55,
    p57 57 of 56, p58 58 of 57, p59 59 of 58, p60 60 of 59,
    p61 61 of 60, p62 62 of 61, p63 63 of 62, p64 64 of 63,
}

#[handler]
fn last(value: &Lent<64>, first: &Lent<1>) -> String {
    format!("{} {}", first.0.0, value.0.0)
}

#[tokio::test]
async fn sixty_four_providers_each_of_which_borrows_from_the_one_above() {
    let client = TestClient::new(middleware_stack! {
        provide Lent::<0>(Value(0));
        p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12,
        p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24,
        p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36,
        p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48,
        p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60,
        p61, p62, p63, p64,
        => last
    });
    assert_eq!(client.get("/").await.text().await, "1 64");
}
