#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn document(
    __head: ::velithon::RequestHead,
) -> ::velithon::__private::Answered<
    <Report as ::velithon::__private::Reply<
        {
            ::velithon::__private::one_kind({
                use ::velithon::__private::kind::{
                    Probe as VelithonProbe, Otherwise as _,
                };
                VelithonProbe::<Report>::VELITHON_IN_RESULT
                    | VelithonProbe::<Report>::VELITHON_STREAM
                    | VelithonProbe::<Report>::VELITHON_STREAM_FALLIBLE
                    | VelithonProbe::<Report>::VELITHON_ITERATOR
                    | VelithonProbe::<Report>::VELITHON_ITERATOR_FALLIBLE
                    | VelithonProbe::<Report>::VELITHON_LIST
                    | VelithonProbe::<Report>::VELITHON_LIST_FALLIBLE
                    | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM
                    | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM_FALLIBLE
                    | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR
                    | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR_FALLIBLE
                    | VelithonProbe::<Report>::VELITHON_WITHIN_LIST
                    | VelithonProbe::<Report>::VELITHON_WITHIN_LIST_FALLIBLE
            })
        },
    >>::End,
    ::velithon::JsonStream,
> {
    let (__sink, __found) = ::velithon::__private::sink_for::<
        {
            ::velithon::__private::document_only::<
                {
                    ::velithon::__private::has_items(
                        ::velithon::__private::one_kind({
                            use ::velithon::__private::kind::{
                                Probe as VelithonProbe, Otherwise as _,
                            };
                            VelithonProbe::<Report>::VELITHON_IN_RESULT
                                | VelithonProbe::<Report>::VELITHON_STREAM
                                | VelithonProbe::<Report>::VELITHON_STREAM_FALLIBLE
                                | VelithonProbe::<Report>::VELITHON_ITERATOR
                                | VelithonProbe::<Report>::VELITHON_ITERATOR_FALLIBLE
                                | VelithonProbe::<Report>::VELITHON_LIST
                                | VelithonProbe::<Report>::VELITHON_LIST_FALLIBLE
                                | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM
                                | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM_FALLIBLE
                                | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR
                                | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR_FALLIBLE
                                | VelithonProbe::<Report>::VELITHON_WITHIN_LIST
                                | VelithonProbe::<Report>::VELITHON_WITHIN_LIST_FALLIBLE
                        }),
                    )
                },
            >(
                ::velithon::__private::one_kind({
                    use ::velithon::__private::kind::{
                        Probe as VelithonProbe, Otherwise as _,
                    };
                    VelithonProbe::<Report>::VELITHON_IN_RESULT
                        | VelithonProbe::<Report>::VELITHON_STREAM
                        | VelithonProbe::<Report>::VELITHON_STREAM_FALLIBLE
                        | VelithonProbe::<Report>::VELITHON_ITERATOR
                        | VelithonProbe::<Report>::VELITHON_ITERATOR_FALLIBLE
                        | VelithonProbe::<Report>::VELITHON_LIST
                        | VelithonProbe::<Report>::VELITHON_LIST_FALLIBLE
                        | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM
                        | VelithonProbe::<Report>::VELITHON_WITHIN_STREAM_FALLIBLE
                        | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR
                        | VelithonProbe::<Report>::VELITHON_WITHIN_ITERATOR_FALLIBLE
                        | VelithonProbe::<Report>::VELITHON_WITHIN_LIST
                        | VelithonProbe::<Report>::VELITHON_WITHIN_LIST_FALLIBLE
                }),
            )
        },
    >(
        __head,
        const {
            ::velithon::__private::options::StreamOptions::new().document_blocks(true)
        },
    );
    let __out = ::velithon::__private::stream(
            ::core::clone::Clone::clone(&__sink),
            ::velithon::__private::Boxed::new(async move {
                #[allow(unused_braces)]
                let velithon_value: Report = { Report::new() };
                #[allow(unreachable_code)]
                return <_ as ::velithon::__private::Reply<
                    _,
                >>::write_as(__found, velithon_value, __sink)
                    .await;
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
    #[allow(clippy::needless_borrow, clippy::absolute_paths)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag_of::<Report>()).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
