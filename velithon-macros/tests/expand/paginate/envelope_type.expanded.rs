#[utoipa::path(
    get,
    path = "/users",
    params(__openapi_users),
    responses((status = 200, body = inline(__openapi_users)), __openapi_users)
)]
#[allow(clippy::result_large_err, clippy::type_complexity)]
async fn users(
    __head: ::velithon::RequestHead,
) -> <<Result<
    Vec<Row>,
    AppError,
> as ::velithon::__private::page::Outcome<
    { ::velithon::__private::page::probe!(is_result Result < Vec < Row >, AppError >) },
>>::Out as ::velithon::__private::page::Answered>::Out {
    type __VelithonReturned = Result<Vec<Row>, AppError>;
    const __VELITHON_RESULT: ::core::primitive::bool = ::velithon::__private::page::probe!(
        is_result __VelithonReturned
    );
    const __VELITHON_KIND: ::core::primitive::u8 = ::velithon::__private::page::probe!(
        kind_of < __VelithonReturned as ::velithon::__private::page::Outcome < {
        __VELITHON_RESULT } >> ::Source
    );
    const __VELITHON_TOTAL: ::core::primitive::u8 = ::velithon::__private::page::total_kind(
        __VELITHON_KIND,
        ::velithon::__private::page::probe!(
            is_counted < __VelithonReturned as ::velithon::__private::page::Outcome < {
            __VELITHON_RESULT } >> ::Source
        ),
    );
    const __VELITHON_FALLIBLE: ::core::primitive::bool = ::velithon::__private::page::probe!(
        is_result < < __VelithonReturned as ::velithon::__private::page::Outcome < {
        __VELITHON_RESULT } >> ::Source as ::velithon::__private::page::ItemOf < {
        __VELITHON_KIND } >> ::Item
    );
    let __returned = ::velithon::__private::page::error_of::returned();
    let __page = <<::velithon::__private::page::SourcePage<
        { __VELITHON_RESULT },
        { __VELITHON_KIND },
        { __VELITHON_TOTAL },
        { __VELITHON_FALLIBLE },
    > as ::velithon::__private::page::Reads>::Reader>::respond(
            &__head,
            __openapi_users::OPTIONS,
            ::velithon::__private::page::error_of::returning(
                __returned,
                ::velithon::__private::page::lazy(move || -> Result<Vec<Row>, AppError> {
                    rows()
                }),
            ),
        )
        .await;
    let __out = ::velithon::__private::page::error_of::own(
        __page,
        {
            use ::velithon::__private::page::error_of::{
                ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                ViaIterator as _, ViaKept as _, ViaNoSource as _, ViaPageSource as _,
                ViaStream as _,
            };
            #[allow(clippy::needless_borrow)]
            let __error = (&&&&&__returned).velithon_error();
            #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
        },
    );
    #[allow(clippy::needless_borrow)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag(&__out)).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_users {}
impl __openapi_users {
    const OPTIONS: &'static ::velithon::__private::options::PageOptions = const {
        &::velithon::__private::options::PageOptions::new(
                ::velithon::__private::options::PageStyle::Page,
            )
            .envelope::<crate::api::Legacy<::velithon::PageRows>>()
            .handler(::core::concat!(::core::module_path!(), "::", "users"))
    };
}
::velithon::__private::openapi::describe! {
    page __openapi_users, { use ::velithon::__private::openapi:: { NoSchema as _,
    NotComposed as _ }; & [::velithon::__private::openapi::Instance::new:: < Result < Vec
    < Row >, AppError > > (| schemas | ::velithon::__private::openapi::Generic:: < Result
    < Vec < Row >, AppError > > ::schema(schemas, | schemas |
    ::std::vec![::core::option::Option::unwrap_or_else(::velithon::__private::openapi::Generic::
    < Vec < Row > > ::schema(schemas, | schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < Row > ::schema(schemas)]),
    || ::velithon::__private::openapi::Argument:: < Vec < Row > > ::schema(schemas)),
    ::velithon::__private::openapi::Argument:: < AppError > ::schema(schemas)])),
    ::velithon::__private::openapi::Instance::new:: < Vec < Row > > (| schemas |
    ::velithon::__private::openapi::Generic:: < Vec < Row > > ::schema(schemas, | schemas
    | ::std::vec![::velithon::__private::openapi::Argument:: < Row >
    ::schema(schemas)]))] }, ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("users"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< ::velithon::__private::openapi::ReadBy <
    Result < Vec < Row >, AppError >, ::velithon::__private::page::source_page!(Result <
    Vec < Row >, AppError >, ::velithon::__private::page::probe!(total Result < Vec < Row
    >, AppError >)) > as ::velithon::__private::openapi::SourceReturn > ::Row),
    ::velithon::__private::openapi::problems!(< ::velithon::__private::openapi::ReadBy <
    Result < Vec < Row >, AppError >, ::velithon::__private::page::source_page!(Result <
    Vec < Row >, AppError >, ::velithon::__private::page::probe!(total Result < Vec < Row
    >, AppError >)) > as ::velithon::__private::openapi::SourceReturn > ::FACTS, Result <
    Vec < Row >, AppError >), crate ::api::Legacy <
    ::velithon::__private::openapi::RowsOf < __openapi_users >>
}
