//! Settings of `ProxyHeaders` that cannot work, and hooks.

use std::net::{IpAddr, Ipv4Addr};

use onionskin::{prelude::*, stages::ProxyHeadersError};

use super::{ask, tcp};

#[test]
fn what_cannot_work_is_told_with_what_to_write() {
    let check = |stage: ProxyHeaders| stage.check().unwrap_err().to_string();
    for network in ["10.0.0.0/33", "proxy.example", "*", "10.0.0/8", ""] {
        let error = check(ProxyHeaders::new().trust([network]));
        assert!(error.contains("write `192.0.2.1`"), "{network}: {error}");
    }
    assert!(check(ProxyHeaders::new().single_header("a b")).contains("cf-connecting-ip"));
    assert!(
        check(ProxyHeaders::new().inject_header("")).contains("cannot be the name of a header")
    );
    assert!(check(ProxyHeaders::new().hops(0)).contains("count the proxies"));
    let both = ProxyHeaders::new()
        .trust_everyone_dangerously()
        .trust_unix();
    assert_eq!(both.check(), Err(ProxyHeadersError::EveryoneAndSomeone));
}

#[test]
fn what_can_work_is_not_refused() {
    let stage = ProxyHeaders::new()
        .trust(["10.0.0.0/8", "::1", "fd00::/8"])
        .trust_unix()
        .hops(2)
        .forwarded_host();
    assert_eq!(stage.check(), Ok(()));
}

#[tokio::test]
async fn addresses_can_be_changed_before_they_are_compared_and_before_they_are_lent() {
    fn first_two(address: IpAddr) -> IpAddr {
        match address {
            IpAddr::V4(address) => {
                let [a, b, ..] = address.octets();
                Ipv4Addr::new(a, b, 0, 0).into()
            }
            v6 @ IpAddr::V6(_) => v6,
        }
    }
    let stage = ProxyHeaders::new()
        .trust(["10.0.0.0"])
        .map_proxies(first_two)
        .map_clients(first_two);
    let headers = [("x-forwarded-for", "203.0.113.7, 10.0.9.9")];
    let said = ask(stage, tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "203.0.0.0 by http://localhost");
}
