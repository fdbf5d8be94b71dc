#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn people(
    __head: ::velithon::RequestHead,
    State(db): State<SqlitePool>,
) -> <<Result<
    SqlSource<Sqlite, User>,
    AppError,
> as ::velithon::__private::page::ExportOutcome<
    {
        {
            use ::velithon::__private::page::{SourceProbe as VelithonProbe, Not as _};
            VelithonProbe::<
                Result<SqlSource<Sqlite, User>, AppError>,
            >::VELITHON_IS_RESULT
        }
    },
>>::Response as ::velithon::__private::page::Answered>::Out {
    let __returned = ::velithon::__private::page::error_of::returned();
    let __handler = ::velithon::__private::page::error_of::returning(
        __returned,
        async move {
            let db = db;
            async move {
                if false {
                    return ::velithon::__private::never::<
                        Result<SqlSource<Sqlite, User>, AppError>,
                    >();
                }
                Ok(select("SELECT * FROM users").on(db))
            }
                .await
        },
    );
    ::velithon::__private::page::say(
        <::velithon::__private::page::ExportPage<
            {
                {
                    use ::velithon::__private::page::{
                        SourceProbe as VelithonProbe, Not as _,
                    };
                    VelithonProbe::<
                        Result<SqlSource<Sqlite, User>, AppError>,
                    >::VELITHON_IS_RESULT
                }
            },
            {
                ::velithon::__private::page::cursor_kind({
                    use ::velithon::__private::page::{
                        SourceProbe as VelithonProbe, Not as _,
                    };
                    VelithonProbe::<
                        Result<SqlSource<Sqlite, User>, AppError>,
                    >::VELITHON_SLICE
                        | VelithonProbe::<
                            Result<SqlSource<Sqlite, User>, AppError>,
                        >::VELITHON_HELD_SLICE
                })
            },
            { ::velithon::__private::page::UNCOUNTED },
        >>::respond(
                __head,
                ::velithon::__private::page::HandlerOptions {
                    page: const {
                        &::velithon::__private::options::PageOptions::new(
                                ::velithon::__private::options::PageStyle::Cursor,
                            )
                            .handler(
                                ::core::concat!(::core::module_path!(), "::", "people"),
                            )
                    },
                    export: const {
                        &::velithon::__private::options::ExportOptions::new()
                            .batch(500u32)
                            .deadline(::core::time::Duration::from_millis(25000u64))
                            .formats(
                                &[
                                    ::velithon::__private::options::Format::Ndjson,
                                    ::velithon::__private::options::Format::Sse,
                                ],
                            )
                            .stall(::core::option::Option::None)
                    },
                },
                __handler,
                ::velithon::__private::page::OwnErrors::new(
                    {
                        use ::velithon::__private::page::error_of::{
                            ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                            ViaIterator as _, ViaKept as _, ViaNoSource as _,
                            ViaPageSource as _, ViaStream as _,
                        };
                        #[allow(clippy::needless_borrow)]
                        let __error = (&&&&&__returned).velithon_error();
                        #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
                    },
                    |__error| {
                        use ::velithon::__private::{
                            answer::{
                                ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _,
                            },
                            describe::{
                                ViaAsRef as _, ViaDebug as _, ViaDisplay as _,
                                ViaError as _, ViaName as _,
                            },
                        };
                        #[allow(clippy::needless_borrow)]
                        let __how = (&&&&::velithon::__private::answer::tag(&__error))
                            .velithon_status_by();
                        (
                            (&&&&&::velithon::__private::describe::Describe(&__error))
                                .velithon_describe(),
                            ::velithon::__private::answer::status(__error, __how),
                        )
                    },
                ),
            )
            .await,
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<
                    Result<SqlSource<Sqlite, User>, AppError>,
                >::VELITHON_OF_ANY,
                VelithonProbe::<
                    Result<SqlSource<Sqlite, User>, AppError>,
                >::VELITHON_OF_PROBLEM,
            )
        },
    )
}
