//! Whether an address lies at a site: a host with all its subdomains, and a path where one is given.
//!
//! `example.org` holds `www.example.org` and `news.example.org/a`, `t.me/name` holds `t.me/name/12` and nothing else of
//! that host. How an address is spelt (scheme, case, port, percent signs, international names in ASCII) does not matter.

use super::punycode;

/// True if `address` lies at `site`, which is in its plain form (see [`plain`]).
pub(in crate::extract) fn lies_at(address: &str, site: &str) -> bool {
    let Some(address) = plain(address) else { return false };
    let (host, path) = parted(&address);
    let (site_host, site_path) = parted(site);
    let same_host = host.strip_suffix(site_host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let below = path.strip_prefix(site_path);
    same_host && below.is_some_and(|rest| site_path.is_empty() || rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// An address as it is compared: without scheme, `www.` or `m.`, port and the stroke at its end, in small letters, with
/// percent signs and names in ASCII undone; none if it names no host.
pub(super) fn plain(address: &str) -> Option<String> {
    let rest = address.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (host, path) = parted(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.').to_lowercase();
    let host: Vec<String> = host.split('.').map(punycode::decoded).collect();
    let host = host.join(".");
    let bare = ["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix));
    let host = bare.filter(|rest| rest.contains('.')).unwrap_or(&host);
    let host = if host == "telegram.me" || host == "telegram.dog" { "t.me" } else { host };
    let named = host.split('.').count() >= 2 && host.split('.').all(|part| !part.is_empty());
    let sound = named && !address.trim().contains(char::is_whitespace);
    let path = unescaped(path).to_lowercase();
    let path = path.trim_end_matches('/');
    // A channel of Telegram is shown on the web below `s`.
    let path = if host == "t.me" {
        path.strip_prefix("/s").filter(|rest| rest.starts_with('/')).unwrap_or(path)
    } else {
        path
    };
    sound.then(|| format!("{host}{path}"))
}

/// Host and path; the path begins with its stroke.
fn parted(address: &str) -> (&str, &str) {
    address.find(['/', '?', '#']).map_or((address, ""), |at| address.split_at(at))
}

/// The text that percent signs stand for; the text itself where they stand for none.
fn unescaped(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = behind.get(..2).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or("");
            }
            None => {
                bytes.push(b'%');
                rest = behind;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
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
        check("//example.org/a", "example.org", true);
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
    fn spellings_of_an_address_are_one() {
        check("https://t.me/s/Name/12", "t.me/name", true);
        check("https://t.me/name", "t.me/s/name/", true);
        check("https://telegram.me/name?before=3", "T.me/name", true);
        check("https://t.me/sname", "t.me/name", false);
        check("https://t.me/s", "t.me/name", false);
        check("http://m.example.org:80/A%2Db/?x#y", "https://www.EXAMPLE.org/a-b/", true);
        check("https://example.org/%D8%AD%D8%B2%D8%A8/1", "example.org/حزب", true);
        check("https://example.org/100%", "example.org/100%", true);
        check("https://example.org/%ff", "example.org/%ff", true);
        check("https://xn--mgbh0fb.xn--kgbechtv/a", "مثال.إختبار", true);
        check("https://xn--mgbh0fb.xn--kgbechtv/a", "مثالي.إختبار", false);
        check("https://example.org./a", "example.org/a", true);
        check("https://m.org/a", "m.org", true);
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for wrong in ["", "example", "a b.org", ".org", "https:///x"] {
            assert_eq!(plain(wrong), None, "{wrong}");
        }
    }
}
