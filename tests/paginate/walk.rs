//! A walk by links without a socket.

use url::Url;
use velithon_test_support::Answer;

/// What a client calls a target.
pub(crate) fn url(target: &str) -> Url {
    Url::parse(&format!("http://api.example{target}")).expect("a URL")
}

/// Follows a relation from page to page, as a client does.
pub(crate) fn walk(serve: impl Fn(&str) -> Answer, start: &str, relation: &str) -> Vec<Vec<u64>> {
    let mut url = url(start);
    let mut walked = Vec::new();
    loop {
        let page = serve(&url[url::Position::BeforePath..]).ok();
        walked.push(page.items());
        assert!(walked.len() < 500, "an endless walk");
        match page.target(&url, relation) {
            Some(next) => url = next,
            None => return walked,
        }
    }
}
