#[allow(clippy::unused_async)]
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
    true,
>>::Out as ::velithon::__private::page::Answered>::Out {
    ::velithon::__private::page::say(
        ::velithon::__private::page::ReadSlice::<
            true,
        >::respond_now(
            &__head,
            __openapi_users::OPTIONS,
            move || -> Result<Vec<Row>, AppError> { rows() },
        ),
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<Result<Vec<Row>, AppError>>::VELITHON_OF_ANY,
                VelithonProbe::<Result<Vec<Row>, AppError>>::VELITHON_OF_PROBLEM,
            )
        },
    )
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
    < Row >, AppError > > (| __schemas | ::velithon::__private::openapi::Generic:: <
    Result < Vec < Row >, AppError > > ::schema(__schemas, | __schemas |
    ::std::vec![::core::option::Option::unwrap_or_else(::velithon::__private::openapi::Generic::
    < Vec < Row > > ::schema(__schemas, | __schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < Row > ::schema(__schemas)]),
    || ::velithon::__private::openapi::Argument:: < Vec < Row > > ::schema(__schemas)),
    ::velithon::__private::openapi::Argument:: < AppError > ::schema(__schemas)])),
    ::velithon::__private::openapi::Instance::new:: < Vec < Row > > (| __schemas |
    ::velithon::__private::openapi::Generic:: < Vec < Row > > ::schema(__schemas, |
    __schemas | ::std::vec![::velithon::__private::openapi::Argument:: < Row >
    ::schema(__schemas)]))] }, ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("users"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< ::velithon::__private::openapi::ReadBy <
    Result < Vec < Row >, AppError >, ::velithon::__private::page::SourcePage < true, {
    ::velithon::__private::page::SLICE }, { ::velithon::__private::page::COUNTED }, {
    false } > > as ::velithon::__private::openapi::SourceReturn > ::Row),
    ::velithon::__private::openapi::problems!(< ::velithon::__private::openapi::ReadBy <
    Result < Vec < Row >, AppError >, ::velithon::__private::page::SourcePage < true, {
    ::velithon::__private::page::SLICE }, { ::velithon::__private::page::COUNTED }, {
    false } > > as ::velithon::__private::openapi::SourceReturn > ::FACTS, Result < Vec <
    Row >, AppError >), crate ::api::Legacy < ::velithon::__private::openapi::RowsOf <
    __openapi_users >>
}
