#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> <AppResult<::velithon::Page> as ::velithon::__private::page::Answered>::Out {
    let db = db;
    let __returned = ::velithon::__private::page::error_of::returned();
    let __page = <<::velithon::__private::page::SourcePage<
        true,
        { ::velithon::__private::page::ITERATOR },
        { ::velithon::__private::page::UNCOUNTED },
        {
            {
                use ::velithon::__private::page::{
                    SourceProbe as VelithonProbe, Not as _,
                };
                VelithonProbe::<io::Result<Name>>::VELITHON_IS_RESULT
            }
        },
    > as ::velithon::__private::page::Reads>::Reader>::respond(
            &__head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Page,
                    )
                    .links(::velithon::__private::options::Links::Both)
                    .links_base("https://example.com")
                    .handler(::core::concat!(::core::module_path!(), "::", "names"))
            },
            ::velithon::__private::page::error_of::returning(
                __returned,
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
