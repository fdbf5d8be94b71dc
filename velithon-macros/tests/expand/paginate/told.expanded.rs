/// The users, newest first.
#[allow(clippy::result_large_err, clippy::type_complexity)]
pub fn users(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
) -> impl ::core::future::Future<
    Output = <Result<
        PageItems<User>,
        AppError,
    > as ::velithon::__private::page::PageReturn>::Out,
> {
    ::velithon::__private::page::respond(
        __head,
        const {
            &::velithon::__private::options::PageOptions::new(
                    ::velithon::__private::options::PageStyle::Page,
                )
                .size(100u32, 1000u32)
                .items("users")
                .handler(::core::concat!(::core::module_path!(), "::", "users"))
        },
        move |__request| ::velithon::__private::page::boxed(
            ::velithon::__private::Boxed::new(async move {
                let db = db;
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
            }),
        ),
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<Result<PageItems<User>, AppError>>::VELITHON_OF_ANY,
                VelithonProbe::<Result<PageItems<User>, AppError>>::VELITHON_OF_PROBLEM,
            )
        },
    )
}
