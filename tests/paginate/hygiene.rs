//! Handlers expand to the same thing whatever is in scope around them, and add no warning of their own.

#![deny(warnings)]
use velithon_test_support::{answer, get};

/// Nothing is in scope but what a handler itself names.
mod without_prelude {
    #![no_implicit_prelude]

    use ::core::iter::Iterator;

    #[::velithon::paginate]
    pub(super) async fn told(
        page: ::velithon::PageRequest,
    ) -> ::core::result::Result<::velithon::PageItems<i64>, ::axum::http::StatusCode> {
        let rows = ::std::vec![page.offset() + 1];
        ::core::result::Result::Ok(::velithon::PageItems::new(rows))
    }

    #[::velithon::paginate]
    pub(super) fn blocking_and_told(_: ::velithon::PageRequest) -> ::velithon::PageItems<i64> {
        ::velithon::PageItems::new(::std::vec![1])
    }

    #[::velithon::paginate]
    pub(super) async fn iterated() -> impl Iterator<Item = u32> {
        ::core::iter::once(1)
    }

    #[::velithon::paginate(size = 10, over_max = reject, max_offset = none, total = capped(10), links = both)]
    pub(super) async fn listed() -> [u32; 1] {
        [1]
    }

    #[::velithon::paginate(page = "p", size = "s", total = none, items = "items", links_base = "https://x.example")]
    pub(super) fn blocking_and_listed() -> ::core::result::Result<[u32; 1], ::axum::http::StatusCode> {
        ::core::result::Result::Ok([1])
    }

    pub(super) struct Source;

    impl ::velithon::PageSource for Source {
        type Item = u32;
        type Error = ::core::convert::Infallible;

        async fn rows(
            &mut self,
            _: ::velithon::PageRequest,
        ) -> ::core::result::Result<::std::vec::Vec<u32>, ::core::convert::Infallible> {
            ::core::result::Result::Ok(::std::vec![1])
        }
    }

    impl ::velithon::CountSource for Source {
        async fn count(&mut self, _: u64) -> ::core::result::Result<u64, ::core::convert::Infallible> {
            ::core::result::Result::Ok(1)
        }
    }

    impl ::velithon::CountKey for Source {
        fn count_key(&self) -> impl ::core::hash::Hash {}
    }

    #[::velithon::paginate(style = offset, total = cached("30s"))]
    pub(super) async fn read() -> Source {
        Source
    }
}

/// Everything in scope is something else.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, non_snake_case)]

    use axum::http::StatusCode;
    use velithon as core;
    use velithon::{PageItems, PageRequest, paginate};

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct Vec;
    pub(super) struct RequestHead;
    pub(super) struct Page;
    pub(super) struct PageOptions;
    pub(super) struct PageStyle;
    pub(super) struct Outcome;
    pub(super) struct Not;
    pub(super) struct SourceProbe;
    pub(super) struct Links;
    pub(super) struct Total;
    pub(super) struct Send;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) mod std {}
    pub(super) mod tokio {}

    type Fallible = ::std::result::Result<PageItems<u32>, StatusCode>;

    #[core::paginate]
    pub(super) async fn told(_: PageRequest) -> Fallible {
        Fallible::Ok(PageItems::new(vec![1]))
    }

    #[core::paginate]
    pub(super) fn blocking_and_told(_: PageRequest) -> Fallible {
        Fallible::Ok(PageItems::new(vec![1]))
    }

    #[paginate(total = none, max_offset = 10)]
    pub(super) async fn iterated() -> ::std::result::Result<impl Iterator<Item = u32>, StatusCode> {
        ::std::result::Result::Ok(::std::iter::once(1))
    }

    #[paginate(max_offset = none, total = exact)]
    pub(super) async fn listed() -> ::std::vec::Vec<u32> {
        vec![1]
    }

    #[paginate]
    pub(super) fn blocking_and_iterated() -> impl Iterator<Item = u32> {
        ::std::iter::once(1)
    }
}

/// Variables have the names that the expansion uses.
mod our_names {
    #![allow(clippy::used_underscore_binding)]

    use axum::{extract::Query, http::Uri};
    use velithon::{PageItems, PageRequest, paginate};

    #[paginate]
    pub(super) async fn told(
        __head: Uri,
        Query(__value): Query<()>,
        __there: Uri,
        __body: Uri,
        _: Uri,
        __argument_4: Uri,
        __request: PageRequest,
    ) -> PageItems<i64> {
        assert_eq!((&__head, __value), (&__argument_4, ()));
        assert_eq!((__there, __body), (__head.clone(), __head));
        PageItems::new(vec![__request.limit() - 100])
    }

    #[paginate]
    pub(super) fn blocking_and_told(__head: Uri, __page: Uri, __request: PageRequest) -> PageItems<i64> {
        assert_eq!(__head, __page);
        PageItems::new(vec![__request.limit() - 100])
    }

    #[paginate]
    pub(super) async fn iterated(__head: Uri, __there: Uri, __check: Uri) -> impl Iterator<Item = u32> {
        let __value = [__head, __there, __check].len();
        let __body = 1_u32;
        (__body..).take(__value - 2)
    }

    #[paginate]
    pub(super) fn blocking_and_iterated(__head: Uri, __there: Uri, __body: Uri) -> impl Iterator<Item = u32> {
        let __value = [__head, __there, __body].len();
        let __check = 1_u32;
        (__check..).take(__value - 2)
    }

    #[paginate]
    pub(super) async fn listed(__request: Uri, __body: Uri) -> Vec<usize> {
        let __head = [__request, __body].len();
        let __there = 1;
        vec![__head - __there]
    }
}

/// Velithon is known by other names.
mod other_names {
    use renamed as another;

    #[another::paginate(crate = ::renamed)]
    pub(super) async fn told(_: another::PageRequest) -> another::PageItems<u32> {
        another::PageItems::new(vec![1])
    }

    #[another::paginate(crate = ::renamed, over_max = reject, total = capped(10), links = both)]
    pub(super) fn blocking_and_listed() -> Vec<u32> {
        vec![1]
    }

    pub(super) mod re_exported {
        pub(crate) use renamed::*;
    }

    #[re_exported::paginate(crate = crate::hygiene::other_names::re_exported)]
    pub(super) async fn listed() -> Vec<u32> {
        vec![1]
    }

    #[re_exported::paginate(crate = crate::hygiene::other_names::re_exported)]
    pub(super) async fn iterated() -> impl Iterator<Item = u32> {
        [1].into_iter()
    }

    #[re_exported::paginate(crate = crate::hygiene::other_names::re_exported)]
    pub(super) fn blocking_and_told(_: re_exported::PageRequest) -> re_exported::PageItems<u32> {
        re_exported::PageItems::new(vec![1])
    }
}

/// What the user wrote is linted, what the expansion adds is not.
mod lints {
    #![deny(
        clippy::pedantic,
        unused,
        missing_docs,
        unreachable_pub,
        clippy::items_after_statements
    )]

    // The trait is named in return types alone.
    use serde::Serialize;
    use velithon::{PageItems, PageRequest, paginate};

    #[paginate]
    pub(super) async fn told_with_opaque_items(_: PageRequest) -> PageItems<impl Serialize> {
        PageItems::new(vec![1])
    }

    #[paginate]
    pub(super) fn blocking_and_told_with_opaque_items(
        _: PageRequest,
    ) -> Result<PageItems<impl Serialize>, std::convert::Infallible> {
        Ok(PageItems::new(vec![1]))
    }

    #[paginate]
    pub(super) async fn told(_guard: axum::http::Uri, page: PageRequest) -> PageItems<i64> {
        PageItems::new(vec![page.offset() + 1])
    }

    #[paginate]
    pub(super) async fn told_and_fallible(_: PageRequest) -> Result<PageItems<u32>, std::convert::Infallible> {
        Ok(PageItems::new(vec![1]))
    }

    #[paginate]
    pub(super) fn blocking_and_told(_guard: axum::http::Uri, _: PageRequest) -> PageItems<u32> {
        PageItems::new(vec![1])
    }

    #[paginate]
    pub(super) async fn iterated() -> Result<impl Iterator<Item = u32>, std::convert::Infallible> {
        Ok(std::iter::once(1))
    }

    #[paginate]
    pub(super) async fn listed(_guard: axum::http::Uri) -> Vec<u32> {
        vec![1]
    }

    #[paginate]
    pub(super) async fn told_and_not_used(_page: PageRequest) -> PageItems<u32> {
        PageItems::new(vec![1])
    }

    /// As many arguments as clippy takes.
    #[paginate]
    pub(super) async fn crowded(_a: (), _b: (), _c: (), _d: (), _e: (), _f: (), _g: ()) -> Vec<u32> {
        vec![1]
    }

    #[paginate]
    pub(super) fn blocking_and_listed(_guard: axum::http::Uri) -> Vec<u32> {
        vec![1]
    }

    #[paginate]
    pub(super) fn blocking_and_iterated(mut rows: Vec<u32>) -> impl Iterator<Item = u32> {
        rows.push(1);
        rows.into_iter()
    }

    #[paginate(total = none)]
    pub(super) fn blocking_and_read() -> super::without_prelude::Source {
        super::without_prelude::Source
    }
}

/// A type that is called as the one by which the expansion asks other types.
mod own_types {
    use serde::Serialize;
    use velithon::paginate;

    #[derive(Serialize)]
    #[serde(transparent)]
    pub(super) struct SourceProbe(u32);

    #[paginate]
    pub(super) async fn iterated() -> impl Iterator<Item = SourceProbe> {
        [SourceProbe(1)].into_iter()
    }

    #[paginate]
    pub(super) async fn listed() -> Result<Vec<SourceProbe>, std::convert::Infallible> {
        Ok(vec![SourceProbe(1)])
    }
}

#[test]
fn handlers_expand_alike_in_every_scope() {
    let uri = || axum::http::Uri::from_static("/");
    let query = || axum::extract::Query(());
    for page in [
        answer(async { without_prelude::told(get("/")).await.unwrap() }),
        answer(without_prelude::blocking_and_told(get("/"))),
        answer(without_prelude::iterated(get("/"))),
        answer(without_prelude::listed(get("/"))),
        answer(async { without_prelude::blocking_and_listed(get("/")).await.unwrap() }),
        answer(without_prelude::read(get("/"))),
        answer(async { shadowed::told(get("/")).await.unwrap() }),
        answer(async { shadowed::blocking_and_told(get("/")).await.unwrap() }),
        answer(async { shadowed::iterated(get("/")).await.unwrap() }),
        answer(shadowed::listed(get("/"))),
        answer(shadowed::blocking_and_iterated(get("/"))),
        answer(our_names::told(get("/"), uri(), query(), uri(), uri(), uri(), uri())),
        answer(our_names::blocking_and_told(get("/"), uri(), uri())),
        answer(our_names::iterated(get("/"), uri(), uri(), uri())),
        answer(our_names::blocking_and_iterated(get("/"), uri(), uri(), uri())),
        answer(our_names::listed(get("/"), uri(), uri())),
        answer(other_names::told(get("/"))),
        answer(other_names::blocking_and_listed(get("/"))),
        answer(other_names::listed(get("/"))),
        answer(other_names::iterated(get("/"))),
        answer(other_names::blocking_and_told(get("/"))),
        answer(own_types::iterated(get("/"))),
        answer(async { own_types::listed(get("/")).await.unwrap() }),
        answer(lints::told_with_opaque_items(get("/"))),
        answer(async { lints::blocking_and_told_with_opaque_items(get("/")).await.unwrap() }),
        answer(lints::told(get("/"), uri())),
        answer(async { lints::told_and_fallible(get("/")).await.unwrap() }),
        answer(lints::blocking_and_told(get("/"), uri())),
        answer(async { lints::iterated(get("/")).await.unwrap() }),
        answer(lints::told_and_not_used(get("/"))),
        answer(lints::crowded(get("/"), (), (), (), (), (), (), ())),
        answer(lints::listed(get("/"), uri())),
        answer(lints::blocking_and_listed(get("/"), uri())),
        answer(lints::blocking_and_iterated(get("/"), vec![])),
        answer(lints::blocking_and_read(get("/"))),
    ] {
        assert_eq!(page.ok().items(), [1]);
    }
}
