#[allow(clippy::type_complexity)]
fn enveloped(
    __head: ::velithon::RequestHead,
) -> ::velithon::__private::ItemStreamFuture<
    Order,
    {
        {
            use ::velithon::__private::page::{SourceProbe as VelithonProbe, Not as _};
            VelithonProbe::<Order>::VELITHON_IS_RESULT
        }
    },
> {
    ::velithon::__private::list::<
        _,
        Order,
        _,
    >(
        ::velithon::__private::Boxed::new(async move {
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
                                    | (if {
                                        use ::velithon::__private::page::{
                                            SourceProbe as VelithonProbe, Not as _,
                                        };
                                        VelithonProbe::<Order>::VELITHON_IS_RESULT
                                    } {
                                        ::velithon::__private::FALLIBLE
                                    } else {
                                        0
                                    }),
                            )
                        },
                    >(
                        ::velithon::__private::ITERATOR
                            | (if {
                                use ::velithon::__private::page::{
                                    SourceProbe as VelithonProbe, Not as _,
                                };
                                VelithonProbe::<Order>::VELITHON_IS_RESULT
                            } {
                                ::velithon::__private::FALLIBLE
                            } else {
                                0
                            }),
                    ),
                )
        },
        &const {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::error_facts!(
                [VelithonProbe:: < Order > ::VELITHON_ERROR_TEXT, VelithonProbe:: < Order
                > ::VELITHON_HELD_TEXT, VelithonProbe:: < Order >
                ::VELITHON_DISPLAYED_TEXT, VelithonProbe:: < Order >
                ::VELITHON_DEBUG_TEXT, VelithonProbe:: < Order > ::VELITHON_STATUS]
                [VelithonProbe:: < Order > ::VELITHON_OF_ANY, VelithonProbe:: < Order >
                ::VELITHON_OF_PROBLEM] < Order as ::velithon::__private::ItemEnd < { {
                use ::velithon::__private::page:: { SourceProbe as VelithonProbe, Not as
                _ }; VelithonProbe:: < Order > ::VELITHON_IS_RESULT } } >> ::End
            )
        },
    )
}
