#[allow(clippy::type_complexity)]
fn enveloped(
    __head: ::velithon::RequestHead,
) -> ::velithon::__private::StreamFuture<
    <Order as ::velithon::__private::ItemEnd<
        { ::velithon::__private::page::probe!(is_result Order) },
    >>::End,
> {
    type __VelithonEnd = <Order as ::velithon::__private::ItemEnd<
        { ::velithon::__private::page::probe!(is_result Order) },
    >>::End;
    ::velithon::__private::list::<
        __VelithonEnd,
        Order,
        _,
    >(
        ::velithon::__private::Box::new(async move {
            #[allow(unused_braces)]
            let __value: Vec<Order> = { vec![] };
            #[allow(unreachable_code)] return __value;
        }),
        __head,
        &const {
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
        &const { ::velithon::__private::error_facts!(__VelithonEnd) },
    )
}
