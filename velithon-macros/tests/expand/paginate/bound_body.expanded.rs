async fn search(
    __head: ::velithon::RequestHead,
    State(db): State<Db>,
    Json(filter): Json<Filter>,
) -> <<Vec<
    User,
> as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result Vec < User >) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    let __head = ::velithon::__private::page::bind_body(__head, &filter);
    let db = db;
    let mut filter = filter;
    <::velithon::__private::page::cursor_page!(
        Vec < User >
    )>::respond(
            &__head,
            const {
                &::velithon::PageOptions::new(::velithon::PageStyle::Cursor)
                    .bind(&["tag"])
                    .bind_body()
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "search", "@", ::core::line!(),
                            ":", ::core::column!()
                        ),
                    )
            },
            async move {
                if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                    Vec<User>,
                >() {
                    return __value;
                }
                db.search(filter)
            },
        )
        .await
}
