#[utoipa::path(
    get,
    path = "/people",
    params(__openapi_people),
    responses((status = 200, body = inline(__openapi_people)), __openapi_people)
)]
#[allow(clippy::missing_errors_doc, clippy::type_complexity)]
async fn people(
    __head: ::velithon::RequestHead,
    State(db): State<Db>,
) -> ::velithon::Export {
    let __returned = ::velithon::__private::page::error_of::returned();
    let __handler = ::velithon::__private::page::error_of::calling(
        __returned,
        move || {
            let db = db;
            ::velithon::__private::page::call(|| -> Vec<User> { db.users() })
        },
    );
    <::velithon::__private::page::ExportPage<
        false,
        { ::velithon::__private::page::SLICE },
        { ::velithon::__private::page::UNCOUNTED },
    >>::respond_blocking(
            __head,
            __openapi_people::OPTIONS,
            __handler,
            ::velithon::__private::page::OwnErrors::new(
                {
                    use ::velithon::__private::page::error_of::{
                        ViaCursorSource as _, ViaFromBox as _, ViaFromError as _,
                        ViaIterator as _, ViaKept as _, ViaNoSource as _,
                        ViaPageSource as _, ViaStream as _,
                    };
                    #[allow(clippy::needless_borrow)]
                    let __error = (&&&&&__returned).velithon_error();
                    #[allow(clippy::needless_borrow)] (&&&__error).velithon_own()
                },
                |__error| {
                    use ::velithon::__private::{
                        answer::{
                            ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _,
                        },
                        describe::{
                            ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _,
                            ViaName as _,
                        },
                    };
                    #[allow(clippy::needless_borrow)]
                    let __how = (&&&&::velithon::__private::answer::tag(&__error))
                        .velithon_status_by();
                    (
                        (&&&&&::velithon::__private::describe::Describe(&__error))
                            .velithon_describe(),
                        ::velithon::__private::answer::status(__error, __how),
                    )
                },
            ),
        )
        .await
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __openapi_people {}
impl __openapi_people {
    const OPTIONS: ::velithon::__private::page::HandlerOptions = ::velithon::__private::page::HandlerOptions {
        page: const {
            &::velithon::__private::options::PageOptions::new(
                    ::velithon::__private::options::PageStyle::Cursor,
                )
                .handler(::core::concat!(::core::module_path!(), "::", "people"))
        },
        export: const { &::velithon::__private::options::ExportOptions::new() },
    };
}
::velithon::__private::openapi::describe! {
    export __openapi_people, { use ::velithon::__private::openapi:: { NoSchema as _,
    NotComposed as _ }; & [::velithon::__private::openapi::Instance::new:: < Vec < User >
    > (| __schemas | ::velithon::__private::openapi::Generic:: < Vec < User > >
    ::schema(__schemas, | __schemas |
    ::std::vec![::velithon::__private::openapi::Argument:: < User >
    ::schema(__schemas)]))] }, ::velithon::__private::openapi::Operation { id : ||
    ::core::convert::Into::into("people"), parameters : & [], },
    ::velithon::__private::openapi::plain!(< ::velithon::__private::openapi::ReadBy < Vec
    < User >, ::velithon::__private::page::CursorPage < false, {
    ::velithon::__private::page::SLICE }, { ::velithon::__private::page::UNCOUNTED } > >
    as ::velithon::__private::openapi::SourceReturn > ::Row),
    ::velithon::__private::openapi::problems!(< ::velithon::__private::openapi::ReadBy <
    Vec < User >, ::velithon::__private::page::CursorPage < false, {
    ::velithon::__private::page::SLICE }, { ::velithon::__private::page::UNCOUNTED } > >
    as ::velithon::__private::openapi::SourceReturn > ::FACTS
    .sorted(::velithon::__private::page::probe!(sorts Vec < User >)), Vec < User >)
}
