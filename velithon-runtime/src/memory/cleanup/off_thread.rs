use std::sync::Arc;

use futures::channel::oneshot;

use super::{CleanupReport, run::Run};
use crate::memory::state::State;

/// Runs a whole cleanup on another thread, so that the executor stays free.
pub(in crate::memory) async fn off_thread(state: Arc<State>) -> CleanupReport {
    #[cfg(feature = "tokio")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return in_tokio::cleanup(runtime, state).await;
    }
    own_thread(state).await
}

async fn own_thread(state: Arc<State>) -> CleanupReport {
    let (done, report) = oneshot::channel();
    let shared = Arc::clone(&state);
    let thread = std::thread::Builder::new().name("velithon-cleanup".into());
    // The thread ends with the cleanup, whether or not somebody waits for it.
    if thread.spawn(move || done.send(Run::to_the_end(&shared, || ()))).is_ok()
        && let Ok(report) = report.await
    {
        return report;
    }
    Run::to_the_end(&state, || ())
}

#[cfg(feature = "tokio")]
mod in_tokio {
    use std::{
        sync::Arc,
        time::{Duration, Instant},
    };

    use tokio::{runtime::Handle, task::yield_now};

    use super::{CleanupReport, Run};
    use crate::memory::{panics::catch_panic, state::State};

    /// A worker that is busy for longer flushes when it parks; an idle one wakes up much sooner.
    const PATIENCE: Duration = Duration::from_millis(100);
    /// Tasks for each worker: with several in its queue, there is always one that an idle worker can steal.
    const TASKS: usize = 4;

    pub(super) async fn cleanup(runtime: Handle, state: Arc<State>) -> CleanupReport {
        let (workers, shared) = (runtime.clone(), Arc::clone(&state));
        let work = move || Run::to_the_end(&shared, || flush_workers(&workers, &shared));
        // tokio panics where the system refuses the pool its first thread.
        if let Some(task) = catch_panic(|| runtime.spawn_blocking(work))
            && let Ok(report) = task.await
        {
            return report;
        }
        // The runtime is shutting down.
        Run::to_the_end(&state, || ())
    }

    /// Spawns a few tasks for each worker that flush the worker's allocator cache, and waits until all workers have
    /// flushed or patience runs out. The tasks yield between tries, so that workers go on with their other work; the
    /// threads yield as well, because there may be fewer processors than workers.
    fn flush_workers(runtime: &Handle, state: &Arc<State>) {
        if !state.capabilities.thread_caches {
            return;
        }
        let workers = runtime.metrics().num_workers();
        let give_up = Instant::now() + PATIENCE;
        let flush = |state: Arc<State>| async move {
            loop {
                state.flush_thread();
                if state.flush.answers() >= workers || Instant::now() >= give_up {
                    break;
                }
                std::thread::yield_now();
                yield_now().await;
            }
        };
        let count = workers.saturating_mul(TASKS);
        let tasks: Vec<_> = (0..count).map(|_| runtime.spawn(flush(Arc::clone(state)))).collect();
        state.flush.wait(workers, PATIENCE);
        for task in tasks {
            task.abort();
        }
    }
}
