//! What `#[paginate]` writes, by hand, and short ways to look at an answer.

use std::collections::BTreeMap;

use futures::executor::block_on;
use http::{Method, StatusCode, Uri, header};
use serde_json::Value;
use url::Url;
use velithon_runtime::{Page, RequestHead};

/// A handler's body as a future of its return type, with the coercions that `return` and a tail expression have in a
/// function.
macro_rules! typed {
    ($ret:ty, $body:block) => {
        async {
            if let Some(output) = None::<$ret> {
                return output;
            }
            let output: $ret = $body;
            output
        }
    };
}

/// A handler that returns what there is to paginate.
macro_rules! paginated {
    (@total $kind:expr, $source:ty) => {
        total_kind($kind, SourceProbe::<$source>::IS_COUNTED)
    };
    (@total $kind:expr, $source:ty, $total:expr) => { $total };
    (@out $ret:ty) => {
        <$ret as velithon_runtime::__private::page::Outcome<{
            #[allow(unused_imports)]
            use velithon_runtime::__private::page::Not as _;
            velithon_runtime::__private::page::SourceProbe::<$ret>::IS_RESULT
        }>>::Out
    };
    (@respond $respond:ident $ret:ty, $options:expr, [$($total:expr)?], $head:expr, $body:expr) => {{
        #[allow(unused_imports)]
        use velithon_runtime::__private::page::*;
        const OPTIONS: velithon_runtime::PageOptions = $options;
        const RESULT: bool = SourceProbe::<$ret>::IS_RESULT;
        type Source = <$ret as Outcome<RESULT>>::Source;
        const KIND: u8 = kind(
            SourceProbe::<Source>::IS_SOURCE,
            SourceProbe::<Source>::IS_SLICE,
            SourceProbe::<Source>::IS_STREAM,
            SourceProbe::<Source>::IS_ITERATOR,
        );
        const TOTAL: u8 = paginated!(@total KIND, Source $(, $total)?);
        const FALLIBLE: bool = SourceProbe::<<Source as ItemOf<KIND>>::Item>::IS_RESULT;
        SourcePage::<RESULT, KIND, TOTAL, FALLIBLE>::$respond($head, &OPTIONS, $body).await
    }};
    ($options:expr $(, total = $total:expr)?;
     async fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty $body:block) => {
        async fn $name(head: velithon_runtime::RequestHead $(, $arg: $ty)*) -> paginated!(@out $ret) {
            let body = typed!($ret, $body);
            paginated!(@respond respond $ret, $options, [$($total)?], &head, body)
        }
    };
    ($options:expr $(, total = $total:expr)?;
     fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty $body:block) => {
        async fn $name(head: velithon_runtime::RequestHead $(, $arg: $ty)*) -> paginated!(@out $ret) {
            paginated!(@respond respond_blocking $ret, $options, [$($total)?], head, move |there| {
                $(let $arg = $arg;)*
                let body = || -> $ret { $body };
                there.take(body())
            })
        }
    };
}

/// A handler whose return type says `impl …`: the constants come from its spelling.
macro_rules! paginated_impl {
    ($options:expr, $out:ty, $kind:ident, result = $result:expr, fallible = $fallible:expr;
     async fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty $body:block) => {
        async fn $name(head: velithon_runtime::RequestHead $(, $arg: $ty)*) -> $out {
            const OPTIONS: velithon_runtime::PageOptions = $options;
            let body = typed!($ret, $body);
            velithon_runtime::__private::page::SourcePage::<
                $result,
                { velithon_runtime::__private::page::$kind },
                { velithon_runtime::__private::page::UNCOUNTED },
                $fallible,
            >::respond(&head, &OPTIONS, body).await
        }
    };
}

/// A handler with a `PageRequest`.
macro_rules! handled {
    ($options:expr; async fn $name:ident($($arg:ident: $ty:ty,)* @ $page:pat) -> $ret:ty $body:block) => {
        async fn $name(head: velithon_runtime::RequestHead $(, $arg: $ty)*)
            -> <$ret as velithon_runtime::__private::page::PageReturn>::Out
        {
            use velithon_runtime::__private::page::{PageReturn, Paging};
            const OPTIONS: velithon_runtime::PageOptions = $options;
            let paging = match Paging::open(&head, &OPTIONS, Paging::COSTLY) {
                Ok(paging) => paging,
                Err(refusal) => return <$ret as PageReturn>::refuse(refusal),
            };
            let $page: velithon_runtime::PageRequest = paging.request();
            let items = typed!($ret, $body).await;
            PageReturn::respond(items, &paging)
        }
    };
}

pub(crate) fn get(uri: &str) -> RequestHead {
    request(Method::GET, uri)
}

pub(crate) fn request(method: Method, uri: &str) -> RequestHead {
    RequestHead::new(method, Uri::try_from(uri).expect("a URI"))
}

/// Runs a handler to its answer.
pub(crate) fn answer(handler: impl Future<Output = Page> + Send) -> Answer {
    let page = block_on(handler);
    let header = |name: &str| page.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    Answer {
        status: page.status(),
        content_type: header(header::CONTENT_TYPE.as_str()).unwrap(),
        link: header(header::LINK.as_str()),
        body: serde_json::from_slice(page.body()).unwrap_or_default(),
        page,
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: String,
    pub(crate) link: Option<String>,
    pub(crate) body: Value,
    pub(crate) page: Page,
}

impl Answer {
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(
            (self.status, &*self.content_type),
            (StatusCode::OK, "application/json"),
            "{self:?}"
        );
        self
    }

    /// A problem with this code; the body.
    #[track_caller]
    pub(crate) fn problem(self, code: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), &*self.content_type),
            (400, "application/problem+json"),
            "{self:?}"
        );
        assert_eq!(self.body["code"], code, "{self:?}");
        assert_eq!(
            (&self.body["status"], &self.body["type"]),
            (&400.into(), &"about:blank".into())
        );
        assert_eq!(self.link, None);
        self.body
    }

    pub(crate) fn items(&self) -> Vec<u64> {
        let items = if self.body.is_array() {
            &self.body
        } else {
            &self.body["items"]
        };
        items
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item.as_u64().unwrap())
            .collect()
    }

    /// The members of the envelope but for the items.
    pub(crate) fn envelope(&self) -> String {
        let mut body = self.body.clone();
        body.as_object_mut().unwrap().remove("items");
        body.to_string()
    }

    /// The links as written, by relation.
    pub(crate) fn references(&self) -> BTreeMap<String, String> {
        let parsed = self.links("http://api.example/x");
        let raw = self
            .link
            .iter()
            .flat_map(|link| link.split(", "))
            .map(|link| &link[1..link.find('>').unwrap()]);
        parsed
            .into_iter()
            .map(|(relation, _)| relation)
            .zip(raw.map(str::to_owned))
            .collect()
    }

    /// The links as a client sees them that asked for `url`, in their order.
    pub(crate) fn links(&self, url: &str) -> Vec<(String, Url)> {
        let Some(link) = &self.link else { return Vec::new() };
        let url = Url::parse(url).unwrap();
        let links = http_link::parse_link_header(link, &url).expect("RFC 8288");
        links.into_iter().map(|link| (link.rel, link.target)).collect()
    }

    pub(crate) fn reference(&self, relation: &str) -> Option<String> {
        self.references().remove(relation)
    }
}

/// Follows a relation from page to page, as a client does.
pub(crate) fn walk(serve: impl Fn(&str) -> Answer, start: &str, relation: &str) -> Vec<Vec<u64>> {
    let mut url = format!("http://api.example{start}");
    let mut walked = Vec::new();
    loop {
        let uri = url.strip_prefix("http://api.example").unwrap().to_owned();
        let page = serve(&uri).ok();
        walked.push(page.items());
        assert!(walked.len() < 500, "an endless walk");
        match page.links(&url).into_iter().find(|(name, _)| name == relation) {
            Some((_, next)) => url = next.into(),
            None => return walked,
        }
    }
}
