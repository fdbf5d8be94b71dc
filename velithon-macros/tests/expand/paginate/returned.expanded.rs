async fn orders(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <<Hidden as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result Hidden) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    <::velithon::__private::page::source_page!(
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
                __there.take(__value)
            },
        )
        .await
}
