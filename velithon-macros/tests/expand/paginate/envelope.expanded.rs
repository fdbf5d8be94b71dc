async fn front_end(__head: ::velithon::RequestHead) -> ::velithon::Page {
    ::velithon::__private::page::ReadSlice::<
        false,
    >::respond(
            &__head,
            const {
                &::velithon::PageOptions::new(::velithon::PageStyle::Page)
                    .items("data")
                    .member(
                        ::velithon::PageMember::Page,
                        ::core::option::Option::Some("current_page"),
                    )
                    .member(
                        ::velithon::PageMember::TotalKind,
                        ::core::option::Option::None,
                    )
                    .meta("meta")
                    .links(::velithon::Links::Body)
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "front_end", "@",
                            ::core::line!(), ":", ::core::column!()
                        ),
                    )
            },
            ::velithon::__private::page::lazy(move || -> Vec<Row> { rows() }),
        )
        .await
}
