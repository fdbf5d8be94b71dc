#[allow(clippy::result_large_err, clippy::type_complexity)]
fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> ::velithon::__private::StreamFuture<Result<(), AppError>>
where
    T: Clone,
{
    let __sink = ::velithon::__private::sink(
        __head,
        ::velithon::__private::options::StreamOptions::DEFAULT,
    );
    ::velithon::__private::stream_asked(
        ::core::clone::Clone::clone(&__sink),
        ::velithon::__private::Boxed::new(async move {
            let db = db;
            #[allow(unused_braces)]
            let velithon_value: Result<_, AppError> = {
                Ok(db.iter().map(|name| name.read()))
            };
            #[allow(unreachable_code)]
            return match velithon_value {
                ::core::result::Result::Ok(velithon_items) => {
                    ::velithon::__private::pump::iterator_in::<
                        ::velithon::__private::ItemsAre<
                            {
                                {
                                    use ::velithon::__private::page::{
                                        SourceProbe as VelithonProbe, Not as _,
                                    };
                                    VelithonProbe::<io::Result<Name>>::VELITHON_IS_RESULT
                                }
                            },
                        >,
                        Result<(), AppError>,
                        io::Result<Name>,
                        _,
                    >(velithon_items, __sink)
                        .await
                }
                ::core::result::Result::Err(__error) => {
                    ::core::result::Result::Err(__error)
                }
            };
        }),
        const {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::error_facts!(
                [VelithonProbe:: < Result < (), AppError > > ::VELITHON_ERROR_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_HELD_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_DISPLAYED_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_DEBUG_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_STATUS]
                [VelithonProbe:: < Result < (), AppError > > ::VELITHON_OF_ANY,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_OF_PROBLEM] Result
                < (), AppError >
            )
        },
    )
}
