async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <<Hidden as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result Hidden) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = <::velithon::__private::page::source_page!(
        Hidden, ::velithon::__private::page::CACHED
    )>::respond_blocking(
            __head,
            const {
                &::velithon::PageOptions::new(::velithon::PageStyle::Offset)
                    .names("offset", "n")
                    .over_max(::velithon::OverMax::Reject)
                    .max_offset(::core::option::Option::None)
                    .total(
                        ::velithon::Total::Cached(
                            ::core::time::Duration::from_millis(30000u64),
                        ),
                    )
                    .bare()
                    .scope(
                        ::core::concat!(
                            ::core::module_path!(), "::", "orders", "@", ::core::line!(),
                            ":", ::core::column!()
                        ),
                    )
            },
            move |__there| {
                let db = db;
                let __value = ::velithon::__private::page::call(|| -> Hidden {
                    Ok(Orders(db))
                });
                let __own = {
                    #[allow(unused_imports)]
                    use ::velithon::__private::page::error_of::{
                        ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                        ViaIterator as _, ViaKept as _, ViaNoSource as _,
                        ViaPageSource as _, ViaStream as _,
                    };
                    #[allow(clippy::needless_borrow)]
                    let __error = (&&&&&::velithon::__private::page::error_of::returned_by(
                        &__value,
                    ))
                        .error();
                    #[allow(clippy::needless_borrow)] (&&&__error).how()
                };
                __there.take(__value, __own)
            },
        )
        .await;
    #[allow(clippy::needless_borrow)]
    let __how = (&&&::velithon::__private::dialect::tag(&__out)).how();
    ::velithon::__private::dialect::say(__out, __how)
}
