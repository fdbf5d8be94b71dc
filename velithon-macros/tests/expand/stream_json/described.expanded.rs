#[utoipa::path(
    get,
    path = "/orders",
    params(__openapi_orders),
    responses((status = 200, body = inline(__openapi_orders)), __openapi_orders)
)]
#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> AppResult<::velithon::JsonStream> {
    let __sink = ::velithon::__private::sink(__head, __openapi_orders::OPTIONS);
    ::velithon::__private::stream_asked(
            ::core::clone::Clone::clone(&__sink),
            ::velithon::__private::Boxed::new(async move {
                let db = db;
                #[allow(unused_braces)]
                let velithon_value: AppResult<_> = { Ok(db.orders()) };
                {
                    fn __name(_: &impl Stream) {}
                }
                #[allow(unreachable_code)]
                return match velithon_value {
                    ::core::result::Result::Ok(velithon_items) => {
                        ::velithon::__private::pump::stream_in::<
                            ::velithon::__private::ItemsAre<
                                {
                                    {
                                        use ::velithon::__private::page::{
                                            SourceProbe as VelithonProbe, Not as _,
                                        };
                                        VelithonProbe::<
                                            io::Result<&'static Order>,
                                        >::VELITHON_IS_RESULT
                                    }
                                },
                            >,
                            AppResult<()>,
                            io::Result<&'static Order>,
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
                use ::velithon::__private::facts::{
                    ErrorProbe as VelithonProbe, NoFact as _,
                };
                ::velithon::__private::error_facts!(
                    [VelithonProbe:: < AppResult < () > > ::VELITHON_ERROR_TEXT,
                    VelithonProbe:: < AppResult < () > > ::VELITHON_HELD_TEXT,
                    VelithonProbe:: < AppResult < () > > ::VELITHON_DISPLAYED_TEXT,
                    VelithonProbe:: < AppResult < () > > ::VELITHON_DEBUG_TEXT,
                    VelithonProbe:: < AppResult < () > > ::VELITHON_STATUS]
                    [VelithonProbe:: < AppResult < () > > ::VELITHON_OF_ANY,
                    VelithonProbe:: < AppResult < () > > ::VELITHON_OF_PROBLEM] AppResult
                    < () >
                )
            },
        )
        .await
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_orders {}
impl __openapi_orders {
    const OPTIONS: ::velithon::__private::options::StreamOptions = ::velithon::__private::options::StreamOptions::new()
        .returns(
            ::velithon::__private::RESULT | ::velithon::__private::STREAM
                | (if {
                    use ::velithon::__private::page::{
                        SourceProbe as VelithonProbe, Not as _,
                    };
                    VelithonProbe::<io::Result<&'static Order>>::VELITHON_IS_RESULT
                } {
                    ::velithon::__private::FALLIBLE
                } else {
                    0
                }),
        );
}
::velithon::__private::openapi::describe! {
    stream __openapi_orders, { use ::velithon::__private::openapi:: { NoSchema as _,
    NotComposed as _ }; & [::velithon::__private::openapi::Instance::new:: < io::Result <
    & 'static Order > > (| __schemas | ::velithon::__private::openapi::Generic:: <
    io::Result < & 'static Order > > ::schema(__schemas, | __schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < & 'static Order >
    ::schema(__schemas)]))] }, ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("orders"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< io::Result < & 'static Order > as
    ::velithon::__private::page::Outcome < { { use ::velithon::__private::page:: {
    SourceProbe as VelithonProbe, Not as _ }; VelithonProbe:: < io::Result < & 'static
    Order > > ::VELITHON_IS_RESULT } } >> ::Source), false, false
}
