//! Handlers expand to the same thing whatever is in scope around them, and add no warning of their own.

#![deny(warnings)]

use crate::support::get;

/// Nothing is in scope but what a handler itself names.
mod without_prelude {
    #![no_implicit_prelude]

    use ::core::iter::Iterator;

    #[::velithon::stream_json]
    pub(super) async fn emitted(
        rows: &::velithon::Emitter<u32>,
    ) -> ::core::result::Result<(), ::axum::http::StatusCode> {
        rows.emit(&1).await;
        ::core::result::Result::Ok(())
    }

    #[::velithon::stream_json]
    pub(super) async fn iterated() -> impl Iterator<Item = u32> {
        ::core::iter::once(1)
    }

    #[::velithon::stream_json]
    pub(super) async fn listed() -> [u32; 1] {
        [1]
    }

    #[::velithon::stream_json]
    pub(super) fn blocking(
        rows: &::velithon::BlockingEmitter<u32>,
    ) -> ::core::result::Result<(), ::velithon::Disconnected> {
        rows.emit(&1)
    }

    #[::velithon::stream_json]
    pub(super) fn blocking_iterated() -> impl Iterator<Item = u32> {
        ::core::iter::once(1)
    }
}

/// Everything in scope is something else.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, non_snake_case)]

    use axum::http::StatusCode;
    use velithon as core;
    use velithon::{BlockingEmitter, Emitter, stream_json};

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct Vec;
    pub(super) struct RequestHead;
    pub(super) struct JsonStream;
    pub(super) struct Reply;
    pub(super) struct Send;
    pub(super) struct Some;
    pub(super) struct Ok;
    pub(super) mod std {}

    type Fallible = ::std::result::Result<(), StatusCode>;

    #[core::stream_json]
    pub(super) async fn emitted(rows: &Emitter<u32>) -> Fallible {
        rows.emit(&1).await;
        Fallible::Ok(())
    }

    #[stream_json]
    pub(super) async fn iterated() -> ::std::result::Result<impl Iterator<Item = u32>, StatusCode> {
        ::std::result::Result::Ok(::std::iter::once(1))
    }

    #[stream_json]
    pub(super) async fn listed() -> ::std::vec::Vec<u32> {
        vec![1]
    }

    #[stream_json]
    pub(super) fn blocking(rows: &BlockingEmitter<u32>) -> ::std::result::Result<(), core::Disconnected> {
        rows.emit(&1)
    }

    #[stream_json]
    pub(super) fn blocking_iterated() -> ::std::result::Result<impl Iterator<Item = u32>, StatusCode> {
        ::std::result::Result::Ok(::std::iter::once(1))
    }
}

/// Variables have the names that the expansion uses.
mod our_names {
    #![allow(clippy::used_underscore_binding)]

    use axum::{extract::Query, http::Uri};
    use velithon::{Emitter, stream_json};

    #[stream_json]
    pub(super) async fn emitted(
        __head: Uri,
        Query(__sink): Query<()>,
        __emitter: Uri,
        __value: Uri,
        _: Uri,
        __argument_4: Uri,
        rows: &Emitter<u32>,
    ) {
        assert_eq!((&__head, __sink), (&__argument_4, ()));
        assert_eq!((__emitter, __value), (__head.clone(), __head));
        rows.emit(&1).await;
    }

    #[stream_json]
    pub(super) async fn iterated(__head: Uri, __sink: Uri, __check: Uri) -> impl Iterator<Item = u32> {
        let __value = [__head, __sink, __check].len();
        (1..).take(__value - 2)
    }

    #[stream_json]
    pub(super) fn blocking_iterated(__head: Uri, __sink: Uri, __check: Uri) -> impl Iterator<Item = u32> {
        let __value = [__head, __sink, __check].len();
        (1..).take(__value - 2)
    }
}

/// Velithon is known by other names.
mod other_names {
    use renamed as another;

    #[another::stream_json(crate = ::renamed)]
    pub(super) async fn emitted(rows: &another::Emitter<u32>) {
        rows.emit(&1).await;
    }

    pub(super) mod re_exported {
        pub(crate) use renamed::*;
    }

    #[re_exported::stream_json(crate = crate::hygiene::other_names::re_exported)]
    pub(super) async fn listed() -> Vec<u32> {
        vec![1]
    }

    #[re_exported::stream_json(crate = crate::hygiene::other_names::re_exported)]
    pub(super) async fn iterated() -> impl Iterator<Item = u32> {
        [1].into_iter()
    }

    #[another::stream_json(crate = ::renamed)]
    pub(super) fn blocking(rows: &another::BlockingEmitter<u32>) -> Result<(), another::Disconnected> {
        rows.emit(&1)
    }

    #[another::stream_json(crate = ::renamed)]
    pub(super) fn blocking_listed() -> Vec<u32> {
        vec![1]
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

    use axum::http::Uri;
    use velithon::{BlockingEmitter, Disconnected, Emitter, stream_json};

    #[stream_json]
    pub(super) async fn emitted(rows: &Emitter<u32>) -> Result<(), std::convert::Infallible> {
        rows.emit(&1).await;
        Ok(())
    }

    #[stream_json]
    pub(super) async fn iterated() -> Result<impl Iterator<Item = u32>, std::convert::Infallible> {
        Ok(std::iter::once(1))
    }

    #[stream_json]
    pub(super) async fn kept(_guard: Uri, rows: &Emitter<u32>) {
        rows.emit(&1).await;
    }

    /// As many arguments as clippy takes.
    #[stream_json]
    pub(super) async fn crowded(_: Uri, _: Uri, _: Uri, _: Uri, _: Uri, _: Uri, _: Uri) -> Vec<u32> {
        vec![1]
    }

    #[stream_json]
    pub(super) async fn unit(rows: &Emitter<u32>) -> () {
        rows.emit(&1).await;
    }

    #[stream_json]
    pub(super) fn blocking(_guard: Uri, rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.emit(&1)
    }

    #[stream_json]
    pub(super) fn blocking_iterated(mut first: Empty) -> Result<impl Iterator<Item = u32>, std::convert::Infallible> {
        first.0.push(1);
        Ok(first.0.into_iter())
    }

    #[stream_json]
    pub(super) fn blocking_unit(rows: &BlockingEmitter<u32>) -> () {
        drop(rows.emit(&1));
    }

    /// An extractor of an empty list.
    pub(super) struct Empty(Vec<u32>);

    impl<S: Sync> axum::extract::FromRequestParts<S> for Empty {
        type Rejection = std::convert::Infallible;

        async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
            Ok(Self(Vec::new()))
        }
    }
}

/// Types that are called as those by which the expansion asks other types.
mod own_types {
    use axum::{http::StatusCode, response::IntoResponse};
    use serde::Serialize;
    use velithon::{Emitter, stream_json};

    #[derive(Serialize)]
    pub(super) struct Probe(u32);

    #[derive(Serialize)]
    pub(super) struct Otherwise(u32);

    pub(super) struct ErrorProbe;

    impl IntoResponse for ErrorProbe {
        fn into_response(self) -> axum::response::Response {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }

    pub(super) struct VelithonError;

    impl IntoResponse for VelithonError {
        fn into_response(self) -> axum::response::Response {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }

    #[stream_json]
    pub(super) async fn listed() -> Vec<Probe> {
        vec![Probe(1)]
    }

    #[stream_json]
    pub(super) async fn opaque() -> Result<impl Iterator<Item = Otherwise>, VelithonError> {
        Ok([Otherwise(1)].into_iter())
    }

    #[stream_json]
    pub(super) async fn typed() -> Result<Vec<Probe>, ErrorProbe> {
        Ok(vec![Probe(1)])
    }

    #[stream_json]
    pub(super) async fn emitted(rows: &Emitter<Otherwise>) -> Result<(), ErrorProbe> {
        rows.emit(&Otherwise(1)).await;
        Ok(())
    }
}

/// Handlers that return the `Self` of a generic `impl`.
mod within_an_impl {
    use serde::Serialize;
    use velithon::stream_json;

    #[derive(Serialize)]
    pub(super) struct Held<T>(T);

    impl<T: From<u8> + Serialize + Send + Sync + 'static> Held<T> {
        #[stream_json]
        pub(super) async fn listed() -> Vec<Self> {
            vec![Self(T::from(1))]
        }

        #[stream_json]
        pub(super) async fn boxed() -> [Box<Self>; 1] {
            [Box::new(Self(T::from(1)))]
        }

        #[stream_json]
        pub(super) fn blocking() -> Vec<Self> {
            vec![Self(T::from(1))]
        }

        #[stream_json]
        pub(super) async fn fallible() -> Result<Vec<Self>, std::convert::Infallible> {
            Ok(vec![Self(T::from(1))])
        }
    }
}

/// Handlers that return an `impl Trait` and demand something of the parameter or the `Self` of the `impl` around them, which no
/// function in the expansion can name.
mod demanding_of_an_impl {
    use std::{convert::Infallible, fmt::Debug};

    use futures::{Stream, stream};
    use serde::Serialize;
    use velithon::stream_json;

    pub(super) struct Held<T>(T);

    impl<T: Debug + Send + 'static> Held<T> {
        #[stream_json]
        pub(super) async fn stream() -> impl Stream<Item = u32>
        where
            T: From<u8> + Into<u32>,
        {
            stream::iter([T::from(1).into()])
        }

        #[stream_json]
        pub(super) async fn stream_in_result() -> Result<impl Stream<Item = u32>, Infallible>
        where
            Self: Sized,
        {
            Ok(stream::iter([1]))
        }

        #[stream_json]
        pub(super) async fn document() -> impl Serialize
        where
            T: From<u8> + Serialize,
        {
            [T::from(1)]
        }

        #[stream_json]
        pub(super) async fn list() -> Vec<impl Serialize>
        where
            T: From<u8> + Serialize,
        {
            vec![T::from(1)]
        }
    }
}

/// Traits for every type, with methods and constants that sound like those of generated code.
mod blanket_traits {
    use velithon::{Emitter, stream_json};

    trait Named {
        const STREAM: u8 = 0;
        const IS_RESULT: bool = false;

        fn describe(&self) -> u8 {
            Self::STREAM
        }

        fn how(&self) -> bool {
            Self::IS_RESULT
        }

        fn kind(&self) -> u8 {
            0
        }
    }

    impl<T: ?Sized> Named for T {}

    #[stream_json]
    pub(super) async fn emitted(rows: &Emitter<u32>) -> Result<(), std::convert::Infallible> {
        assert_eq!((rows.describe(), rows.how(), rows.kind()), (0, false, 0));
        rows.emit(&1).await;
        Ok(())
    }

    #[stream_json]
    pub(super) async fn listed() -> Vec<u32> {
        vec![1]
    }
}

/// Handlers whose parts are arguments of a macro.
mod in_a_macro {
    use axum::http::StatusCode;
    use velithon::{Emitter, stream_json};

    macro_rules! handler {
        ($name:ident($($parameter:ident: $type:ty)?) $(-> $returned:ty)? $body:block) => {
            #[stream_json]
            pub(super) async fn $name($($parameter: $type)?) $(-> $returned)? $body
        };
    }

    handler!(emitted(rows: &Emitter<u32>) {
        rows.emit(&1).await;
    });

    handler!(listed() -> Vec<u32> {
        vec![1]
    });

    handler!(iterated() -> impl Iterator<Item = u32> {
        1..2
    });

    handler!(fallible() -> Result<impl Iterator<Item = u32>, StatusCode> {
        Ok(1..2)
    });
}

#[tokio::test]
async fn handlers_expand_alike_in_every_scope() {
    for answer in [
        get(blanket_traits::emitted).await,
        get(blanket_traits::listed).await,
        get(in_a_macro::emitted).await,
        get(in_a_macro::listed).await,
        get(in_a_macro::iterated).await,
        get(in_a_macro::fallible).await,
        get(without_prelude::emitted).await,
        get(without_prelude::iterated).await,
        get(without_prelude::listed).await,
        get(without_prelude::blocking).await,
        get(without_prelude::blocking_iterated).await,
        get(shadowed::emitted).await,
        get(shadowed::iterated).await,
        get(shadowed::listed).await,
        get(shadowed::blocking).await,
        get(shadowed::blocking_iterated).await,
        get(our_names::emitted).await,
        get(our_names::iterated).await,
        get(our_names::blocking_iterated).await,
        get(other_names::emitted).await,
        get(other_names::iterated).await,
        get(other_names::blocking).await,
        get(other_names::blocking_listed).await,
        get(other_names::listed).await,
        get(lints::emitted).await,
        get(lints::iterated).await,
        get(lints::kept).await,
        get(lints::crowded).await,
        get(lints::unit).await,
        get(lints::blocking).await,
        get(lints::blocking_iterated).await,
        get(lints::blocking_unit).await,
        get(own_types::listed).await,
        get(own_types::opaque).await,
        get(own_types::typed).await,
        get(own_types::emitted).await,
        get(within_an_impl::Held::<u32>::listed).await,
        get(within_an_impl::Held::<u32>::boxed).await,
        get(within_an_impl::Held::<u32>::blocking).await,
        get(within_an_impl::Held::<u32>::fallible).await,
        get(demanding_of_an_impl::Held::<u32>::stream).await,
        get(demanding_of_an_impl::Held::<u32>::stream_in_result).await,
        get(demanding_of_an_impl::Held::<u32>::document).await,
        get(demanding_of_an_impl::Held::<u32>::list).await,
    ] {
        assert_eq!((answer.status(), answer.text().as_str()), (200, "[1]"));
    }
}
