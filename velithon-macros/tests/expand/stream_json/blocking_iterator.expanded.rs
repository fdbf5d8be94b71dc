#[allow(clippy::type_complexity)]
async fn names(
    __head: ::velithon::RequestHead,
    db: Pool,
) -> Result<::velithon::JsonStream, AppError> {
    ::velithon::__private::page::say(
        ::velithon::__private::stream_blocking(
                __head,
                const {
                    ::velithon::__private::options::StreamOptions::new()
                        .returns(
                            ::velithon::__private::RESULT
                                | ::velithon::__private::ITERATOR
                                | (if {
                                    use ::velithon::__private::page::{
                                        SourceProbe as VelithonProbe, Not as _,
                                    };
                                    VelithonProbe::<io::Result<Name>>::VELITHON_IS_RESULT
                                } {
                                    ::velithon::__private::FALLIBLE
                                } else {
                                    0
                                }),
                        )
                },
                move |__sink: &::velithon::__private::BlockingSink| {
                    let db = db;
                    let velithon_value = ::velithon::__private::call::<
                        Result<_, AppError>,
                    >(|| { Ok(db.iter()?.map(|name| name.read())) });
                    {
                        fn __check(
                            _: &Result<impl Iterator<Item = io::Result<Name>>, AppError>,
                        ) {}
                        __check(&velithon_value);
                    }
                    <_ as ::velithon::__private::BlockingReply<
                        {
                            ::velithon::__private::RESULT
                                | ::velithon::__private::ITERATOR
                                | (if {
                                    use ::velithon::__private::page::{
                                        SourceProbe as VelithonProbe, Not as _,
                                    };
                                    VelithonProbe::<io::Result<Name>>::VELITHON_IS_RESULT
                                } {
                                    ::velithon::__private::FALLIBLE
                                } else {
                                    0
                                })
                        },
                    >>::write(velithon_value, __sink)
                },
                |__error| {
                    use ::velithon::__private::{
                        answer::{
                            ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _,
                        },
                        describe::{
                            ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _,
                            ViaName as _,
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
            )
            .await,
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<Result<(), AppError>>::VELITHON_OF_ANY,
                VelithonProbe::<Result<(), AppError>>::VELITHON_OF_PROBLEM,
            )
        },
    )
}
