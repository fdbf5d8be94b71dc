#[allow(clippy::type_complexity)]
async fn feed(
    __head: ::velithon::RequestHead,
) -> <Result<
    PageItems<Post>,
    AppError,
> as ::velithon::__private::page::CursorReturn>::Out {
    ::velithon::__private::page::say(
        ::velithon::__private::page::walk_blocking(
                __head,
                const {
                    &::velithon::__private::options::PageOptions::new(
                            ::velithon::__private::options::PageStyle::Cursor,
                        )
                        .names("after", "size")
                        .handler(::core::concat!(::core::module_path!(), "::", "feed"))
                },
                move |__there| {
                    let page: CursorRequest<Post> = __there.request();
                    let velithon_value = ::velithon::__private::page::call(|| -> Result<
                        PageItems<Post>,
                        AppError,
                    > { read(page) });
                    __there.take(velithon_value)
                },
            )
            .await,
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<Result<PageItems<Post>, AppError>>::VELITHON_OF_ANY,
                VelithonProbe::<Result<PageItems<Post>, AppError>>::VELITHON_OF_PROBLEM,
            )
        },
    )
}
