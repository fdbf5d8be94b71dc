#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn people(
    __head: ::velithon::RequestHead,
    State(db): State<SqlitePool>,
) -> <<SqlSource<
    Sqlite,
    User,
> as ::velithon::__private::page::Outcome<
    {
        {
            use ::velithon::__private::page::{SourceProbe as VelithonProbe, Not as _};
            VelithonProbe::<SqlSource<Sqlite, User>>::VELITHON_IS_RESULT
        }
    },
>>::Out as ::velithon::__private::page::Answered>::Out {
    const _: () = ::core::assert!(
        ::velithon::__private::page::probe!(has_sort SqlSource < Sqlite, User >, "name"),
        "these rows have no order `name`; name one that their `#[keyset(sort = …)]` has"
    );
    let db = db;
    let __returned = ::velithon::__private::page::error_of::returned();
    let __page = <<::velithon::__private::page::CursorPage<
        {
            {
                use ::velithon::__private::page::{
                    SourceProbe as VelithonProbe, Not as _,
                };
                VelithonProbe::<SqlSource<Sqlite, User>>::VELITHON_IS_RESULT
            }
        },
        {
            ::velithon::__private::page::cursor_kind({
                use ::velithon::__private::page::{
                    SourceProbe as VelithonProbe, Not as _,
                };
                VelithonProbe::<SqlSource<Sqlite, User>>::VELITHON_SLICE
                    | VelithonProbe::<SqlSource<Sqlite, User>>::VELITHON_HELD_SLICE
            })
        },
        { ::velithon::__private::page::UNCOUNTED },
    > as ::velithon::__private::page::Reads>::Reader>::respond(
            &__head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Cursor,
                    )
                    .sort("name")
                    .bind(&["tag"])
                    .sign(|| &crate::KEYS)
                    .handler(::core::concat!(::core::module_path!(), "::", "people"))
            },
            ::velithon::__private::page::error_of::returning(
                __returned,
                ::velithon::__private::page::lazy(move || -> SqlSource<Sqlite, User> {
                    select("SELECT * FROM users").on(db)
                }),
            ),
        )
        .await;
    let __out = ::velithon::__private::page::error_of::own(
        __page,
        {
            use ::velithon::__private::page::error_of::{
                ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                ViaIterator as _, ViaKept as _, ViaNoSource as _, ViaPageSource as _,
                ViaStream as _,
            };
            #[allow(clippy::needless_borrow)]
            let __error = (&&&&&__returned).velithon_error();
            #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
        },
    );
    #[allow(clippy::needless_borrow, clippy::absolute_paths)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag(&__out)).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
