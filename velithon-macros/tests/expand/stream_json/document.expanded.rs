#[allow(clippy::type_complexity)]
async fn document(
    __head: ::velithon::RequestHead,
) -> ::velithon::__private::Answered<
    <Report as ::velithon::__private::Reply<
        { ::velithon::__private::kind!(Report) },
    >>::End,
    ::velithon::JsonStream,
> {
    const __VELITHON_KIND: ::core::primitive::u8 = ::velithon::__private::kind!(Report);
    let __sink = ::velithon::__private::sink(
        __head,
        const {
            ::velithon::__private::options::StreamOptions::new()
                .document_blocks(true)
                .returns(
                    ::velithon::__private::document_only::<
                        { ::velithon::__private::has_items(__VELITHON_KIND) },
                    >(__VELITHON_KIND),
                )
        },
    );
    let __out = ::velithon::__private::stream(
            ::core::clone::Clone::clone(&__sink),
            ::velithon::__private::Box::new(async move {
                #[allow(unused_braces)]
                let velithon_value: Report = { Report::new() };
                <_ as ::velithon::__private::Reply<
                    { __VELITHON_KIND },
                >>::write(velithon_value, __sink)
                    .await
            }),
            |__error| {
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
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag_of::<Report>()).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
