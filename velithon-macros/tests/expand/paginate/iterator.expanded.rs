async fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> <AppResult<::velithon::Page> as ::velithon::__private::page::Answered>::Out {
    let db = db;
    <<::velithon::__private::page::SourcePage<
        true,
        { ::velithon::__private::page::ITERATOR },
        { ::velithon::__private::page::UNCOUNTED },
        { ::velithon::__private::page::probe!(is_result io::Result < Name >) },
    > as ::velithon::__private::page::Reads>::Reader>::respond(
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
            ::velithon::__private::page::lazy(|| -> AppResult<_> {
                #[allow(unused_braces)]
                let velithon_value: AppResult<_> = {
                    Ok(db.iter().map(|name| name.read()))
                };
                {
                    fn __check<T>(
                        _: &AppResult<impl Iterator<Item = io::Result<Name>>>,
                    ) {}
                    __check::<T>(&velithon_value);
                }
                velithon_value
            }),
        )
        .await
}
