async fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> Result<::velithon::JsonStream, AppError>
where
    T: Clone,
{
    let (__sink, __reader) = ::velithon::__private::sinks(
        __head,
        ::velithon::__private::options::StreamOptions::new(),
    );
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __reader,
            async move {
                let db = db;
                #[allow(unused_braces)]
                let velithon_value: Result<_, AppError> = {
                    Ok(db.iter().map(|name| name.read()))
                };
                {
                    fn __check<T>(
                        _: &Result<impl Iterator<Item = io::Result<Name>>, AppError>,
                    )
                    where
                        T: Clone,
                    {}
                    __check::<T>(&velithon_value);
                }
                ::velithon::__private::pump::iterator_or_failed::<
                    <::velithon::__private::ItemsAre<
                        {
                            ::velithon::__private::page::probe!(
                                is_result io::Result < Name >
                            )
                        },
                    > as ::velithon::__private::ModeOf>::Mode,
                    Result<(), AppError>,
                    _,
                    _,
                >(velithon_value, &__sink)
                    .await
            },
            |__error| {
                #[allow(unused_imports)]
                use ::velithon::__private::{
                    answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
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
        .await;
    #[allow(clippy::needless_borrow)]
    let __how = (&&&::velithon::__private::dialect::tag(&__out)).velithon_words();
    ::velithon::__private::dialect::say(__out, __how)
}
