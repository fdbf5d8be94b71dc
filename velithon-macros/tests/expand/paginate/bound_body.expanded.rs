#[allow(clippy::type_complexity)]
fn search(
    __head: ::velithon::RequestHead,
    State(db): State<Db>,
    Json(filter): Json<Filter>,
) -> impl ::core::future::Future<Output = ::velithon::Page> {
    let __head = ::velithon::__private::page::bind_body(__head, &filter);
    ::velithon::__private::page::WalkSlice::<
        false,
    >::respond_boxed(
        __head,
        const {
            &::velithon::__private::options::PageOptions::new(
                    ::velithon::__private::options::PageStyle::Cursor,
                )
                .bind(&["tag"])
                .bind_body()
                .handler(::core::concat!(::core::module_path!(), "::", "search"))
        },
        ::velithon::__private::page::boxed(
            ::velithon::__private::Boxed::new(async move {
                let db = db;
                let mut filter = filter;
                #[allow(unused_braces)]
                let __value: Vec<User> = { db.search(filter) };
                #[allow(unreachable_code)] return __value;
            }),
        ),
        ::velithon::__private::page::OfProblems::NONE,
    )
}
