async fn document(
    __head: ::velithon::RequestHead,
) -> <<Report as ::velithon::__private::Reply<
    { ::velithon::__private::kind!(Report) },
>>::End as ::velithon::__private::HandlerEnd>::Out<::velithon::JsonStream> {
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __head,
            const {
                ::velithon::StreamOptions::new()
                    .document_blocks(true)
                    .returns(
                        ::velithon::__private::document_only::<
                            {
                                ::velithon::__private::has_items(
                                    ::velithon::__private::kind!(Report),
                                )
                            },
                        >(::velithon::__private::kind!(Report)),
                    )
            },
            move |__sink: ::velithon::__private::Sink| async move {
                let __value = async move {
                    if let ::core::option::Option::Some(__value) = ::velithon::__private::none::<
                        Report,
                    >() {
                        return __value;
                    }
                    Report::new()
                }
                    .await;
                <_ as ::velithon::__private::Reply<
                    { ::velithon::__private::kind!(Report) },
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
