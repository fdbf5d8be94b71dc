#[allow(clippy::future_not_send)]
#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn hidden(
    __head: crate::renamed::RequestHead,
) -> crate::renamed::__private::Answered<
    <Hidden as crate::renamed::__private::Reply<
        {
            crate::renamed::__private::one_kind({
                use crate::renamed::__private::kind::{
                    Probe as VelithonProbe, Otherwise as _,
                };
                VelithonProbe::<Hidden>::VELITHON_IN_RESULT
                    | VelithonProbe::<Hidden>::VELITHON_STREAM
                    | VelithonProbe::<Hidden>::VELITHON_STREAM_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_ITERATOR
                    | VelithonProbe::<Hidden>::VELITHON_ITERATOR_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_LIST
                    | VelithonProbe::<Hidden>::VELITHON_LIST_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_STREAM
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_STREAM_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_ITERATOR
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_ITERATOR_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_LIST
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_LIST_FALLIBLE
            })
        },
    >>::End,
    crate::renamed::LocalJsonStream,
> {
    let (__sink, __found) = crate::renamed::__private::sink_for::<
        {
            crate::renamed::__private::one_kind({
                use crate::renamed::__private::kind::{
                    Probe as VelithonProbe, Otherwise as _,
                };
                VelithonProbe::<Hidden>::VELITHON_IN_RESULT
                    | VelithonProbe::<Hidden>::VELITHON_STREAM
                    | VelithonProbe::<Hidden>::VELITHON_STREAM_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_ITERATOR
                    | VelithonProbe::<Hidden>::VELITHON_ITERATOR_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_LIST
                    | VelithonProbe::<Hidden>::VELITHON_LIST_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_STREAM
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_STREAM_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_ITERATOR
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_ITERATOR_FALLIBLE
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_LIST
                    | VelithonProbe::<Hidden>::VELITHON_WITHIN_LIST_FALLIBLE
            })
        },
    >(
        __head,
        const {
            crate::renamed::__private::options::StreamOptions::new()
                .formats(
                    &[
                        crate::renamed::__private::options::Format::Array,
                        crate::renamed::__private::options::Format::Sse,
                    ],
                )
                .heartbeat(::core::option::Option::None)
        },
    );
    let __out = crate::renamed::__private::stream_local(
            ::core::clone::Clone::clone(&__sink),
            crate::renamed::__private::Boxed::new(async move {
                #[allow(unused_braces)]
                let velithon_value: Hidden = { Ok(1) };
                #[allow(unreachable_code)]
                return <_ as crate::renamed::__private::Reply<
                    _,
                >>::write_as(__found, velithon_value, __sink)
                    .await;
            }),
            |__error| {
                use crate::renamed::__private::{
                    answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
                    describe::{
                        ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _,
                        ViaName as _,
                    },
                };
                #[allow(clippy::needless_borrow)]
                let __how = (&&&&crate::renamed::__private::answer::tag(&__error))
                    .velithon_status_by();
                (
                    (&&&&&crate::renamed::__private::describe::Describe(&__error))
                        .velithon_describe(),
                    crate::renamed::__private::answer::status(__error, __how),
                )
            },
        )
        .await;
    #[allow(clippy::needless_borrow, clippy::absolute_paths)]
    let __how = {
        use crate::renamed::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&crate::renamed::__private::dialect::tag_of::<Hidden>()).velithon_words()
    };
    crate::renamed::__private::dialect::say(__out, __how)
}
