#[allow(clippy::type_complexity)]
async fn export(
    __head: ::velithon::RequestHead,
    db: Pool,
    page: Page,
) -> ::velithon::__private::Answered<Result<(), AppError>, ::velithon::JsonStream> {
    ::velithon::__private::page::say(
        ::velithon::__private::stream_blocking(
                __head,
                ::velithon::__private::options::StreamOptions::DEFAULT,
                move |__sink: &::velithon::__private::BlockingSink| {
                    let db = db;
                    let mut page = page;
                    let __emitter = ::velithon::__private::blocking_emitter(__sink);
                    let rows: &BlockingEmitter<Order> = &__emitter;
                    ::velithon::__private::call::<
                        Result<(), AppError>,
                    >(|| {
                        for order in db.orders(page)? {
                            rows.emit(&order?)?;
                        }
                        Ok(())
                    })
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
            )
            .await,
        {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::page::OfProblems::asked(
                VelithonProbe::<Result<(), AppError>>::VELITHON_OF_ANY,
                VelithonProbe::<Result<(), AppError>>::VELITHON_OF_PROBLEM,
            )
        },
    )
}
