//! The address people reach the pages at: printed on slips and letters, compared with where forms come from.

use crate::store::Store;
use anyhow::{Result, anyhow};
use app::t;
use url::{Host, Url};

/// An address as it was given: a scheme, a name, perhaps a port, and nothing behind them. Pages link to each other from
/// the root of their site, so that a path of its own would lead astray.
pub(super) fn read(address: &str) -> Result<String> {
    let refused = || anyhow!(t!("operator-base-url", address = address));
    let url = Url::parse(address).map_err(|_| refused())?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let has_no_user = url.username().is_empty() && url.password().is_none();
    if !matches!(url.scheme(), "http" | "https") || !is_bare || !has_no_user || url.host().is_none() {
        return Err(refused());
    }
    Ok(url.origin().ascii_serialization())
}

/// Whether nobody but the machine itself reaches the address.
pub(super) fn is_loopback(address: &str) -> bool {
    let url = Url::parse(address);
    match url.as_ref().map(Url::host) {
        Ok(Some(Host::Domain(name))) => name == "localhost" || name.ends_with(".localhost"),
        Ok(Some(Host::Ipv4(address))) => address.is_loopback() || address.is_unspecified(),
        Ok(Some(Host::Ipv6(address))) => address.is_loopback() || address.is_unspecified(),
        _ => false,
    }
}

/// The address that was given, which is kept, or else the one that is kept.
pub(super) async fn given_or_kept(store: &Store, given: Option<&str>) -> Result<Option<String>> {
    let Some(given) = given else { return Ok(store.base_url().await?) };
    let given = read(given)?;
    store.keep_base_url(&given).await?;
    Ok(Some(given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_browsers_write_it() {
        for (given, kept) in [
            ("https://Ydan.daron.vn:443/", "https://ydan.daron.vn"),
            ("http://10.0.0.5:3000", "http://10.0.0.5:3000"),
            ("https://ydân.vn", "https://xn--ydn-jla.vn"),
        ] {
            assert_eq!(read(given).expect("an address"), kept);
        }
        for bad in ["", "ydan.vn", "https://", "http://ydan.vn/ydan", "http://ydan.vn/?a", "http://ydan.vn/#a"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn it_is_known_which_addresses_only_the_machine_itself_reaches() {
        for own in
            ["http://localhost:3000", "http://127.0.0.1", "http://127.1.2.3:1", "http://[::1]:3", "http://0.0.0.0:3000"]
        {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["https://ydan.vn", "http://10.0.0.5:3000", "http://localhost.vn"] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
