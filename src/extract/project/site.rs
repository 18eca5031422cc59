//! Whether an address lies at a site: a host with all its subdomains, and a path where one is given.
//!
//! `example.org` holds `www.example.org` and `news.example.org/a`, `t.me/name` holds `t.me/name/12` and nothing else of
//! that host.

/// True if `address` lies at `site`, which is in its plain form (see [`plain`]).
pub(in crate::extract) fn lies_at(address: &str, site: &str) -> bool {
    let Some(address) = plain(address) else { return false };
    let (host, path) = parted(&address);
    let (site_host, site_path) = parted(site);
    let same_host = host.strip_suffix(site_host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let below = path.strip_prefix(site_path);
    same_host && below.is_some_and(|rest| site_path.is_empty() || rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// An address as it is compared: without scheme, `www.`, port and the stroke at its end; none if it names no host.
pub(super) fn plain(address: &str) -> Option<String> {
    let rest = address.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let (host, path) = parted(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let named = host.split('.').count() >= 2 && host.split('.').all(|part| !part.is_empty());
    let sound = named && !address.trim().contains(char::is_whitespace);
    sound.then(|| format!("{host}{}", path.trim_end_matches('/')))
}

/// Host and path; the path begins with its stroke.
fn parted(address: &str) -> (&str, &str) {
    address.find(['/', '?', '#']).map_or((address, ""), |at| address.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, site: &str, expected: bool) {
        assert_eq!(lies_at(address, &plain(site).unwrap()), expected, "{address} at {site}");
    }

    #[test]
    fn a_site_holds_its_subdomains() {
        check("https://www.example.org/a/b?c", "example.org", true);
        check("http://news.example.org:8080/", "https://Example.org/", true);
        check("https://notexample.org/", "example.org", false);
        check("https://example.org.evil.com/", "example.org", false);
        check("خبرگزاری نمونه", "example.org", false);
    }

    #[test]
    fn a_path_narrows_it() {
        check("https://t.me/name/12", "t.me/name", true);
        check("https://t.me/name", "t.me/name", true);
        check("https://t.me/names/12", "t.me/name", false);
        check("https://t.me/", "t.me/name", false);
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for wrong in ["", "example", "a b.org", ".org", "https:///x"] {
            assert_eq!(plain(wrong), None, "{wrong}");
        }
    }
}
