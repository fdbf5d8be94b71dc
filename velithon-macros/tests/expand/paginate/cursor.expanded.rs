async fn people(
    __head: ::velithon::RequestHead,
    State(db): State<SqlitePool>,
) -> <<SqlSource<
    Sqlite,
    User,
> as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result SqlSource < Sqlite, User >) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    const _: () = ::core::assert!(
        ::velithon::__private::page::probe!(has_sort SqlSource < Sqlite, User >, "name"),
        "these rows have no order `name`; name one that their `#[keyset(sort = …)]` has"
    );
    let db = db;
    <::velithon::__private::page::cursor_page!(
        SqlSource < Sqlite, User >
    )>::respond(
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
            async move {
                if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                    SqlSource<Sqlite, User>,
                >() {
                    return __value;
                }
                select("SELECT * FROM users").on(db)
            },
        )
        .await
}
