#[allow(clippy::type_complexity)]
async fn search(
    __head: ::velithon::RequestHead,
    State(db): State<Db>,
    Json(filter): Json<Filter>,
) -> ::velithon::Page {
    let __head = ::velithon::__private::page::bind_body(__head, &filter);
    let db = db;
    let mut filter = filter;
    ::velithon::__private::page::WalkSlice::<
        false,
    >::respond(
            &__head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Cursor,
                    )
                    .bind(&["tag"])
                    .bind_body()
                    .handler(::core::concat!(::core::module_path!(), "::", "search"))
            },
            ::velithon::__private::page::lazy(move || -> Vec<User> { db.search(filter) }),
        )
        .await
}
