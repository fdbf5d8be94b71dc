#[allow(clippy::unused_async)]
#[allow(clippy::type_complexity)]
async fn front_end(__head: ::velithon::RequestHead) -> ::velithon::Page {
    ::velithon::__private::page::ReadSlice::<
        false,
    >::respond_now(
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
                .handler(::core::concat!(::core::module_path!(), "::", "front_end"))
        },
        move || -> Vec<Row> { rows() },
    )
}
