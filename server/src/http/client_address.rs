//! Where a request comes from, for slowing down whoever guesses.

use app::extract::ClientAddress;
use app::state::AppState;
use axum::extract::{ConnectInfo, Request};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Once;

/// Where a request comes from. Behind a proxy of one's own, the address the proxy saw.
pub fn client_address(app: &AppState, request: &Request) -> ClientAddress {
    let mut lines = request.headers().get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    // The last address of the last line is the one our own proxy wrote; those before it anybody could have sent.
    let last =
        lines.next_back().and_then(|line| line.rsplit(',').next()).map(str::trim).filter(|last| !last.is_empty());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    match last {
        Some(last) if app.behind_proxy => ClientAddress(place(last)),
        Some(_) => {
            warn_once();
            ClientAddress(peer.map(place_of).unwrap_or_default())
        }
        None => ClientAddress(peer.map(place_of).unwrap_or_default()),
    }
}

/// An address as a proxy writes it, with a port or without.
fn place(text: &str) -> String {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = text.parse::<SocketAddr>().map(|address| address.ip()).or_else(|_| bare.parse::<IpAddr>());
    address.map_or_else(|_| text.to_owned(), place_of)
}

/// What one customer of a network has: an address, or 2^64 of the sixth version, which count as one.
fn place_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

fn warn_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::warn!(
            "a proxy says where requests come from and is not believed: start with --behind-proxy if it is yours"
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_the_many_addresses_of_one_line_are_one_place() {
        for (written, meant) in [
            ("198.51.100.7", "198.51.100.7"),
            ("198.51.100.7:4711", "198.51.100.7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
            ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(place(written), meant);
        }
    }
}
