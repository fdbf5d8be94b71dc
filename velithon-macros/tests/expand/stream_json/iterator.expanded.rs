async fn names<T>(
    __head: ::velithon::RequestHead,
    State(db): State<Pool<T>>,
) -> Result<::velithon::JsonStream, AppError>
where
    T: Clone,
{
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __head,
            const {
                ::velithon::StreamOptions::new()
                    .returns(
                        ::velithon::__private::RESULT | ::velithon::__private::ITERATOR
                            | (::velithon::__private::kind!([io::Result < Name >; 0])
                                & ::velithon::__private::FALLIBLE),
                    )
            },
            move |__sink: ::velithon::__private::Sink| async move {
                let db = db;
                let __value = async {
                    if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                        Result<_, AppError>,
                    >() {
                        return __value;
                    }
                    Ok(db.iter().map(|name| name.read()))
                }
                    .await;
                {
                    fn __check<T>(
                        _: &Result<impl Iterator<Item = io::Result<Name>>, AppError>,
                    )
                    where
                        T: Clone,
                    {}
                    __check::<T>(&__value);
                }
                ::velithon::__private::pump::iterator_or_failed::<
                    <::velithon::__private::Kind<
                        {
                            (::velithon::__private::kind!([io::Result < Name >; 0])
                                & ::velithon::__private::FALLIBLE)
                        },
                    > as ::velithon::__private::ModeOf>::Mode,
                    Result<(), AppError>,
                    _,
                    _,
                >(__value, &__sink)
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
                let __how = (&&&&::velithon::__private::answer::tag(&__error)).how();
                (
                    (&&&&&::velithon::__private::describe::Describe(&__error))
                        .describe(),
                    ::velithon::__private::answer::status(__error, __how),
                )
            },
        )
        .await;
    #[allow(clippy::needless_borrow)]
    let __how = (&&&::velithon::__private::dialect::tag(&__out)).how();
    ::velithon::__private::dialect::say(__out, __how)
}
