async fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> <AppResult<::velithon::Page> as ::velithon::__private::page::Answered>::Out {
    let db = db;
    <::velithon::__private::page::SourcePage<
        true,
        { ::velithon::__private::page::ITERATOR },
        { ::velithon::__private::page::UNCOUNTED },
        { ::velithon::__private::page::probe!(is_result io::Result < Name >) },
    >>::respond(
            &__head,
            const {
                &::velithon::PageOptions::new(::velithon::PageStyle::Page)
                    .links(::velithon::Links::Both)
                    .links_base("https://example.com")
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "names", "@", ::core::line!(),
                            ":", ::core::column!()
                        ),
                    )
            },
            async {
                let __value = async {
                    if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                        AppResult<_>,
                    >() {
                        return __value;
                    }
                    Ok(db.iter().map(|name| name.read()))
                }
                    .await;
                {
                    fn __check<T>(
                        _: &AppResult<impl Iterator<Item = io::Result<Name>>>,
                    ) {}
                    __check::<T>(&__value);
                }
                __value
            },
        )
        .await
}
