#[utoipa::path(
    get,
    path = "/feed",
    params(__openapi_feed),
    responses((status = 200, body = inline(__openapi_feed)), __openapi_feed)
)]
#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn feed(
    __head: ::velithon::RequestHead,
) -> <Result<
    PageItems<Post<'_>>,
    AppError,
> as ::velithon::__private::page::CursorReturn>::Out {
    const _: () = ::core::assert!(
        ::velithon::__private::page::probe!(row_has_sort Post < '_ >, "newest"),
        "these rows have no order `newest`; name one that their `#[keyset(sort = …)]` has"
    );
    ::velithon::__private::page::walk::<
        Post<'_>,
        _,
        _,
        _,
    >(
            __head,
            __openapi_feed::OPTIONS,
            move |__request| ::velithon::__private::page::boxed(
                ::velithon::__private::Boxed::new(async move {
                    let page: CursorRequest<Post<'_>> = __request;
                    #[allow(unused_braces)]
                    let __value: Result<PageItems<Post<'_>>, AppError> = {
                        read(page).await
                    };
                    #[allow(unreachable_code)] return __value;
                }),
            ),
            {
                use ::velithon::__private::facts::{
                    ErrorProbe as VelithonProbe, NoFact as _,
                };
                ::velithon::__private::page::OfProblems::asked(
                    VelithonProbe::<
                        Result<PageItems<Post<'_>>, AppError>,
                    >::VELITHON_OF_ANY,
                    VelithonProbe::<
                        Result<PageItems<Post<'_>>, AppError>,
                    >::VELITHON_OF_PROBLEM,
                )
            },
        )
        .await
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_feed {}
impl __openapi_feed {
    const OPTIONS: &'static ::velithon::__private::options::PageOptions = const {
        &::velithon::__private::options::PageOptions::new(
                ::velithon::__private::options::PageStyle::Cursor,
            )
            .sort("newest")
            .handler(::core::concat!(::core::module_path!(), "::", "feed"))
    };
}
::velithon::__private::openapi::describe! {
    page __openapi_feed, { use ::velithon::__private::openapi:: { NoSchema as _,
    NotComposed as _ }; & [::velithon::__private::openapi::Instance::new:: < Result <
    PageItems < Post < 'static > >, AppError > > (| __schemas |
    ::velithon::__private::openapi::Generic:: < Result < PageItems < Post < 'static > >,
    AppError > > ::schema(__schemas, | __schemas |
    ::std::vec![::core::option::Option::unwrap_or_else(::velithon::__private::openapi::Generic::
    < PageItems < Post < 'static > > > ::schema(__schemas, | __schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < Post < 'static > >
    ::schema(__schemas)]), || ::velithon::__private::openapi::Argument:: < PageItems <
    Post < 'static > > > ::schema(__schemas)), ::velithon::__private::openapi::Argument::
    < AppError > ::schema(__schemas)])), ::velithon::__private::openapi::Instance::new::
    < PageItems < Post < 'static > > > (| __schemas |
    ::velithon::__private::openapi::Generic:: < PageItems < Post < 'static > > >
    ::schema(__schemas, | __schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < Post < 'static > >
    ::schema(__schemas)]))] }, ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("feed"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< Result < PageItems < Post < 'static > >,
    AppError > as ::velithon::__private::openapi::HandleReturn > ::Row),
    ::velithon::__private::openapi::problems!(< Result < PageItems < Post < 'static > >,
    AppError > as ::velithon::__private::openapi::HandleReturn > ::FACTS, Result <
    PageItems < Post < 'static > >, AppError >)
    .sorted(::velithon::__private::page::probe!(row_sorts Post < 'static >))
}
