#[allow(clippy::type_complexity)]
async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <<Hidden as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result Hidden) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    type __VelithonReturned = Hidden;
    const __VELITHON_RESULT: ::core::primitive::bool = ::velithon::__private::page::probe!(
        is_result __VelithonReturned
    );
    const __VELITHON_KIND: ::core::primitive::u8 = ::velithon::__private::page::probe!(
        kind_of < __VelithonReturned as ::velithon::__private::page::Outcome < {
        __VELITHON_RESULT } >> ::Source
    );
    const __VELITHON_TOTAL: ::core::primitive::u8 = ::velithon::__private::page::CACHED;
    const __VELITHON_FALLIBLE: ::core::primitive::bool = ::velithon::__private::page::probe!(
        is_result < < __VelithonReturned as ::velithon::__private::page::Outcome < {
        __VELITHON_RESULT } >> ::Source as ::velithon::__private::page::ItemOf < {
        __VELITHON_KIND } >> ::Item
    );
    let __out = <<::velithon::__private::page::SourcePage<
        { __VELITHON_RESULT },
        { __VELITHON_KIND },
        { __VELITHON_TOTAL },
        { __VELITHON_FALLIBLE },
    > as ::velithon::__private::page::Reads>::Reader>::respond_blocking(
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
    #[allow(clippy::needless_borrow)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag(&__out)).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
