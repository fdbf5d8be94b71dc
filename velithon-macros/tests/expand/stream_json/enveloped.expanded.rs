async fn enveloped(
    __head: ::velithon::RequestHead,
) -> <<Vec<
    Order,
> as ::velithon::__private::Reply<
    { ::velithon::__private::kind!(Vec < Order >) },
>>::End as ::velithon::__private::HandlerEnd>::Out<::velithon::JsonStream> {
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __head,
            const {
                ::velithon::StreamOptions::new()
                    .end_record(true)
                    .items("rows")
                    .filename("orders.json")
                    .max_item(1048576usize)
                    .serializer(::velithon::__private::sonic!())
                    .returns(
                        ::velithon::__private::items_only::<
                            {
                                ::velithon::__private::has_items(
                                    ::velithon::__private::kind!(Vec < Order >),
                                )
                            },
                        >(::velithon::__private::kind!(Vec < Order >)),
                    )
            },
            move |__sink: ::velithon::__private::Sink| async move {
                let __value = async move {
                    if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                        Vec<Order>,
                    >() {
                        return __value;
                    }
                    vec![]
                }
                    .await;
                <_ as ::velithon::__private::Reply<
                    { ::velithon::__private::kind!(Vec < Order >) },
                >>::write(__value, &__sink)
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
