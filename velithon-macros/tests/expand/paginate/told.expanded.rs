/// The users, newest first.
#[allow(clippy::result_large_err, clippy::type_complexity)]
pub async fn users(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> <Result<
    PageItems<User>,
    AppError,
> as ::velithon::__private::page::PageReturn>::Out {
    let db = db;
    let __out = ::velithon::__private::page::respond(
            __head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Page,
                    )
                    .size(100u32, 1000u32)
                    .items("users")
                    .handler(::core::concat!(::core::module_path!(), "::", "users"))
            },
            move |__request| async move {
                let page: PageRequest = __request;
                if false {
                    return ::velithon::__private::never::<
                        Result<PageItems<User>, AppError>,
                    >();
                }
                #[allow(unused_braces)]
                let __value: Result<PageItems<User>, AppError> = {
                    let users = fetch(&db, page.limit(), page.offset()).await?;
                    Ok(PageItems::new(users).total(count(&db).await?))
                };
                #[allow(unreachable_code)] return __value;
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
