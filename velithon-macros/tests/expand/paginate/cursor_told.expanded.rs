#[allow(clippy::type_complexity)]
async fn feed(
    __head: ::velithon::RequestHead,
) -> <Result<
    PageItems<Post>,
    AppError,
> as ::velithon::__private::page::CursorReturn>::Out {
    let __out = ::velithon::__private::page::walk_blocking(
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
