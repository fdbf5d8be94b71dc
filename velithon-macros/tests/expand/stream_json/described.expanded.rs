#[utoipa::path(
    get,
    path = "/orders",
    params(__openapi_orders),
    responses((status = 200, body = inline(__openapi_orders)), __openapi_orders)
)]
async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> AppResult<::velithon::JsonStream> {
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __head,
            __openapi_orders::OPTIONS,
            move |__sink: ::velithon::__private::Sink| async move {
                let db = db;
                let __value = async {
                    if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                        AppResult<_>,
                    >() {
                        return __value;
                    }
                    Ok(db.orders())
                }
                    .await;
                {
                    fn __check(
                        _: &AppResult<impl Stream<Item = io::Result<&'static Order>>>,
                    ) {}
                    __check(&__value);
                }
                ::velithon::__private::pump::stream_or_failed::<
                    <::velithon::__private::Kind<
                        {
                            (::velithon::__private::kind!(
                                [io::Result < & 'static Order >; 0]
                            ) & ::velithon::__private::FALLIBLE)
                        },
                    > as ::velithon::__private::ModeOf>::Mode,
                    AppResult<()>,
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
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_orders {}
impl __openapi_orders {
    const OPTIONS: ::velithon::StreamOptions = const {
        ::velithon::StreamOptions::new()
            .returns(
                ::velithon::__private::RESULT | ::velithon::__private::STREAM
                    | (::velithon::__private::kind!([io::Result < & 'static Order >; 0])
                        & ::velithon::__private::FALLIBLE),
            )
    };
}
::velithon::__private::openapi::describe! {
    stream __openapi_orders, { #[allow(unused_imports)] use
    ::velithon::__private::openapi:: { NoSchema as _, NotComposed as _ }; &
    [::velithon::__private::openapi::Instance::new:: < io::Result < & 'static Order > >
    (| schemas | ::velithon::__private::openapi::Generic:: < io::Result < & 'static Order
    > > ::schema(schemas, | schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < & 'static Order >
    ::schema(schemas)]))] }, ::velithon::__private::openapi::plain!(< io::Result < &
    'static Order > as ::velithon::__private::page::Outcome < {
    ::velithon::__private::page::probe!(is_result io::Result < & 'static Order >) } >>
    ::Source), false
}
