/// The users.
#[cfg(feature = "users")]
#[utoipa::path(
    get,
    path = "/users",
    responses(
        (status = 200, body = inline(__openapi_users)),
        __openapi_users,
        (status = 503, description = "Busy")
    ),
    params(__openapi_users)
)]
#[allow(clippy::result_large_err, clippy::type_complexity)]
pub async fn users(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <Rows<'_> as ::velithon::__private::page::PageReturn>::Out {
    let __out = ::velithon::__private::page::respond(
            __head,
            __openapi_users::OPTIONS,
            move |__request| ::velithon::__private::page::boxed(
                ::velithon::__private::Boxed::new(async move {
                    let db = db;
                    let page: PageRequest = __request;
                    #[allow(unused_braces)]
                    let __value: Rows<'_> = { fetch(&db, page).await };
                    #[allow(unreachable_code)] return __value;
                }),
            ),
            ::velithon::__private::page::OfProblems::NONE,
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
#[cfg(feature = "users")]
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_users {}
#[cfg(feature = "users")]
impl __openapi_users {
    const OPTIONS: &'static ::velithon::__private::options::PageOptions = const {
        &::velithon::__private::options::PageOptions::new(
                ::velithon::__private::options::PageStyle::Page,
            )
            .size(50u32, 100u32)
            .handler(::core::concat!(::core::module_path!(), "::", "users"))
    };
}
#[cfg(feature = "users")]
::velithon::__private::openapi::describe! {
    page __openapi_users, & [], ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("users"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< Rows < 'static > as
    ::velithon::__private::openapi::HandleReturn > ::Row),
    ::velithon::__private::openapi::problems!(< Rows < 'static > as
    ::velithon::__private::openapi::HandleReturn > ::FACTS, Rows < 'static >)
}
