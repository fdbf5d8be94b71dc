async fn search(
    __head: ::velithon::RequestHead,
    State(db): State<Db>,
    Json(filter): Json<Filter>,
) -> ::velithon::Page {
    let __head = ::velithon::__private::page::bind_body(__head, &filter);
    let db = db;
    let mut filter = filter;
    let __returned = ::velithon::__private::page::error_of::returned();
    let __page = ::velithon::__private::page::WalkSlice::<
        false,
    >::respond(
            &__head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Cursor,
                    )
                    .bind(&["tag"])
                    .bind_body()
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "search", "@", ::core::line!(),
                            ":", ::core::column!()
                        ),
                    )
            },
            ::velithon::__private::page::error_of::returning(
                __returned,
                ::velithon::__private::page::lazy(move || -> Vec<User> {
                    db.search(filter)
                }),
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
