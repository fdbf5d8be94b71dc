async fn enveloped(
    __head: ::velithon::RequestHead,
) -> <<Order as ::velithon::__private::ItemEnd<
    { ::velithon::__private::page::probe!(is_result Order) },
>>::End as ::velithon::__private::HandlerEnd>::Out<::velithon::JsonStream> {
    let (__sink, __reader) = ::velithon::__private::sinks(
        __head,
        const {
            ::velithon::__private::options::StreamOptions::new()
                .end_record(true)
                .items("rows")
                .filename("orders.json")
                .max_item(1048576usize)
                .serializer(::velithon::__private::sonic!())
                .returns(
                    ::velithon::__private::items_only::<
                        {
                            ::velithon::__private::has_items(
                                ::velithon::__private::ITERATOR
                                    | (if ::velithon::__private::page::probe!(is_result Order) {
                                        ::velithon::__private::FALLIBLE
                                    } else {
                                        0
                                    }),
                            )
                        },
                    >(
                        ::velithon::__private::ITERATOR
                            | (if ::velithon::__private::page::probe!(is_result Order) {
                                ::velithon::__private::FALLIBLE
                            } else {
                                0
                            }),
                    ),
                )
        },
    );
    ::velithon::__private::stream(
            __reader,
            async move {
                #[allow(unused_braces)]
                let velithon_value: Vec<Order> = { vec![] };
                ::velithon::__private::pump::list_of::<
                    { ::velithon::__private::page::probe!(is_result Order) },
                    Order,
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
        .await
}
