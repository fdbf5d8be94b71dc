async fn people(
    __head: ::velithon::RequestHead,
    State(db): State<SqlitePool>,
) -> <<SqlSource<
    Sqlite,
    User,
> as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result SqlSource < Sqlite, User >) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    const __VELITHON_RESULT: ::core::primitive::bool = ::velithon::__private::page::probe!(
        is_result SqlSource < Sqlite, User >
    );
    const __VELITHON_KIND: ::core::primitive::u8 = ::velithon::__private::page::probe!(
        cursor_kind_of < SqlSource < Sqlite, User > as
        ::velithon::__private::page::Outcome < { __VELITHON_RESULT } >> ::Source
    );
    const _: () = ::core::assert!(
        ::velithon::__private::page::probe!(has_sort SqlSource < Sqlite, User >, "name"),
        "these rows have no order `name`; name one that their `#[keyset(sort = …)]` has"
    );
    let db = db;
    <<::velithon::__private::page::CursorPage<
        { __VELITHON_RESULT },
        { __VELITHON_KIND },
    > as ::velithon::__private::page::Reads>::Reader>::respond(
            &__head,
            const {
                &::velithon::PageOptions::new(::velithon::PageStyle::Cursor)
                    .sort("name")
                    .bind(&["tag"])
                    .sign(|| &crate::KEYS)
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "people", "@", ::core::line!(),
                            ":", ::core::column!()
                        ),
                    )
            },
            ::velithon::__private::page::lazy(move || -> SqlSource<Sqlite, User> {
                select("SELECT * FROM users").on(db)
            }),
        )
        .await
}
