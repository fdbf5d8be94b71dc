#[allow(clippy::type_complexity)]
async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <<Hidden as ::velithon::__private::page::Outcome<
    {
        {
            use ::velithon::__private::page::{SourceProbe as VelithonProbe, Not as _};
            VelithonProbe::<Hidden>::VELITHON_IS_RESULT
        }
    },
>>::Out as ::velithon::__private::page::Answered>::Out {
    let __out = <<<::velithon::__private::page::Asked<
        {
            ::velithon::__private::page::asked_with(
                {
                    use ::velithon::__private::page::{
                        SourceProbe as VelithonProbe, Not as _,
                    };
                    VelithonProbe::<Hidden>::VELITHON_IN_RESULT
                        | VelithonProbe::<Hidden>::VELITHON_SOURCE
                        | VelithonProbe::<Hidden>::VELITHON_HELD_SOURCE
                        | VelithonProbe::<Hidden>::VELITHON_COUNTED
                        | VelithonProbe::<Hidden>::VELITHON_HELD_COUNTED
                        | VelithonProbe::<Hidden>::VELITHON_SLICE
                        | VelithonProbe::<Hidden>::VELITHON_HELD_SLICE
                        | VelithonProbe::<Hidden>::VELITHON_STREAM
                        | VelithonProbe::<Hidden>::VELITHON_HELD_STREAM
                        | VelithonProbe::<Hidden>::VELITHON_STREAM_FALLIBLE
                        | VelithonProbe::<Hidden>::VELITHON_HELD_STREAM_FALLIBLE
                        | VelithonProbe::<Hidden>::VELITHON_ITERATOR
                        | VelithonProbe::<Hidden>::VELITHON_HELD_ITERATOR
                        | VelithonProbe::<Hidden>::VELITHON_ITERATOR_FALLIBLE
                        | VelithonProbe::<Hidden>::VELITHON_HELD_ITERATOR_FALLIBLE
                },
                ::velithon::__private::page::CACHED,
            )
        },
    > as ::velithon::__private::page::Known>::Page as ::velithon::__private::page::Reads>::Reader>::respond_blocking(
            __head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Offset,
                    )
                    .names("offset", "n")
                    .over_max(::velithon::__private::options::OverMax::Reject)
                    .max_offset(::core::option::Option::None)
                    .total(
                        ::velithon::__private::options::Total::Cached(
                            ::core::time::Duration::from_millis(30000u64),
                        ),
                    )
                    .bare()
                    .handler(::core::concat!(::core::module_path!(), "::", "orders"))
            },
            move |__there| {
                let db = db;
                let velithon_value = ::velithon::__private::page::call(|| -> Hidden {
                    Ok(Orders(db))
                });
                let __own = {
                    use ::velithon::__private::page::error_of::{
                        ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                        ViaIterator as _, ViaKept as _, ViaNoSource as _,
                        ViaPageSource as _, ViaStream as _,
                    };
                    #[allow(clippy::needless_borrow)]
                    let __error = (&&&&&::velithon::__private::page::error_of::returned_by(
                        &velithon_value,
                    ))
                        .velithon_error();
                    #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
                };
                __there.take(velithon_value, __own)
            },
        )
        .await;
    #[allow(clippy::needless_borrow, clippy::absolute_paths)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag(&__out)).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
