async fn front_end(__head: ::velithon::RequestHead) -> ::velithon::Page {
    let __returned = ::velithon::__private::page::error_of::returned();
    let __page = ::velithon::__private::page::ReadSlice::<
        false,
    >::respond(
            &__head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Page,
                    )
                    .items("data")
                    .member(
                        ::velithon::__private::options::PageMember::Page,
                        ::core::option::Option::Some("current_page"),
                    )
                    .member(
                        ::velithon::__private::options::PageMember::TotalKind,
                        ::core::option::Option::None,
                    )
                    .meta("meta")
                    .links(::velithon::__private::options::Links::Body)
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "front_end", "@",
                            ::core::line!(), ":", ::core::column!()
                        ),
                    )
            },
            ::velithon::__private::page::error_of::returning(
                __returned,
                ::velithon::__private::page::lazy(move || -> Vec<Row> { rows() }),
            ),
        )
        .await;
    ::velithon::__private::page::error_of::own(
        __page,
        {
            #[allow(unused_imports)]
            use ::velithon::__private::page::error_of::{
                ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                ViaIterator as _, ViaKept as _, ViaNoSource as _, ViaPageSource as _,
                ViaStream as _,
            };
            #[allow(clippy::needless_borrow)]
            let __error = (&&&&&__returned).velithon_error();
            #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
        },
    )
}
