use std::{
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

use futures::{FutureExt, channel::oneshot, executor::block_on, future::join_all, poll};

use super::*;

const MINUTE: Duration = Duration::from_secs(60);

fn cache(clock: &Clock) -> SmallCache<String, u64> {
    SmallCache::unregistered(100, 1024, MINUTE, clock.clone())
}

#[derive(Debug, PartialEq)]
struct Failed(usize);

fn failed<E>(error: E) -> LoadError<E> {
    LoadError::Failed(Arc::new(error))
}

/// A thousand callers of a loader that waits until all of them have asked.
fn a_thousand(result: impl Fn(usize) -> Result<u64, Failed>) -> (usize, Vec<Result<u64, LoadError<Failed>>>) {
    let cache = cache(&Clock::manual());
    let loads = AtomicUsize::new(0);
    let (open, gate) = oneshot::channel::<()>();
    let gate = gate.shared();
    let callers = (0..1000).map(|_| {
        cache.get_or_try_load("key", || async {
            let load = loads.fetch_add(1, SeqCst);
            gate.clone().await.unwrap();
            result(load)
        })
    });
    let answers = block_on(async {
        let mut callers = join_all(callers);
        assert!(poll!(&mut callers).is_pending());
        open.send(()).unwrap();
        callers.await
    });
    (loads.load(SeqCst), answers)
}

#[test]
fn a_thousand_misses_make_one_load() {
    let (loads, answers) = a_thousand(|_| Ok(7));
    assert_eq!(loads, 1);
    assert!(answers.iter().all(|answer| answer.as_ref() == Ok(&7)));
}

#[test]
fn a_failing_loader_is_called_once_and_all_have_its_error() {
    let (loads, answers) = a_thousand(|load| Err(Failed(load)));
    assert_eq!(loads, 1);
    assert_eq!(answers.len(), 1000);
    assert!(answers.iter().all(|answer| *answer == Err(failed(Failed(0)))));
}

#[test]
fn a_thousand_threads_make_one_load() {
    let cache = cache(&Clock::manual());
    let loads = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..1000 {
            std::thread::Builder::new()
                .stack_size(64 << 10)
                .spawn_scoped(scope, || {
                    let load = || async {
                        loads.fetch_add(1, SeqCst);
                        7
                    };
                    assert_eq!(block_on(cache.get_or_load("key", load)), Ok(7));
                })
                .unwrap();
        }
    });
    assert_eq!(loads.load(SeqCst), 1);
}

#[test]
fn an_error_stands_for_a_second_and_is_loaded_again_then() {
    let clock = Clock::manual();
    let cache = cache(&clock);
    let ask = |result: Result<u64, Failed>| block_on(cache.get_or_try_load("key", || async { result }));
    assert_eq!(ask(Err(Failed(1))), Err(failed(Failed(1))));
    assert_eq!(ask(Ok(2)), Err(failed(Failed(1))));
    assert_eq!(cache.get("key"), None);
    clock.advance(ERROR_LIFETIME);
    assert_eq!(ask(Ok(2)), Ok(2));
}

#[test]
fn an_error_of_another_type_is_not_shared() {
    let cache = cache(&Clock::manual());
    block_on(async {
        assert_eq!(
            cache.get_or_try_load("key", || async { Err(Failed(1)) }).await,
            Err(failed(Failed(1)))
        );
        assert_eq!(
            cache.get_or_try_load("key", || async { Err("text") }).await,
            Err(failed("text"))
        );
        assert_eq!(cache.get_or_load("key", || async { 3 }).await, Ok(3));
    });
}

#[test]
fn a_value_is_loaded_again_when_its_time_is_over() {
    let clock = Clock::manual();
    let cache = cache(&clock);
    let ask = |value| block_on(cache.get_or_load("key", || async move { value }));
    assert_eq!((ask(1), ask(2)), (Ok(1), Ok(1)));
    clock.advance(MINUTE);
    assert_eq!(cache.get("key"), None);
    assert_eq!((ask(3), ask(4)), (Ok(3), Ok(3)));
}

#[test]
fn an_expired_value_is_loaded_once_however_many_ask() {
    let clock = Clock::manual();
    let cache = cache(&clock);
    cache.insert("key".into(), 1);
    clock.advance(MINUTE);
    let loads = AtomicUsize::new(0);
    let (open, gate) = oneshot::channel::<()>();
    let gate = gate.shared();
    let answers = block_on(async {
        let load = || async {
            gate.clone().await.unwrap();
            2 + loads.fetch_add(1, SeqCst) as u64
        };
        let mut callers = join_all((0..100).map(|_| cache.get_or_load("key", load)));
        assert!(poll!(&mut callers).is_pending());
        open.send(()).unwrap();
        callers.await
    });
    assert_eq!((loads.load(SeqCst), answers), (1, vec![Ok(2); 100]));
}

#[test]
fn the_next_takes_over_from_a_loader_that_is_dropped_or_panics() {
    let cache = cache(&Clock::manual());
    block_on(async {
        let mut dropped = Box::pin(cache.get_or_load("key", std::future::pending));
        assert!(poll!(&mut dropped).is_pending());
        let mut next = Box::pin(cache.get_or_load("key", || async { 2 }));
        assert!(poll!(&mut next).is_pending());
        drop(dropped);
        assert_eq!(next.await, Ok(2));

        let panics = cache.get_or_load("other", || async { panic!("the loader panics") });
        assert!(AssertUnwindSafe(panics).catch_unwind().await.is_err());
        assert_eq!(cache.get_or_load("other", || async { 3 }).await, Ok(3));
    });
}

#[test]
fn entries_are_bounded() {
    for (entries, bound) in [(0, 0), (1, 1), (7, 7), (1000, 1000), (2055, 2055)] {
        let cache: SmallCache<u64, u64> = SmallCache::unregistered(entries, 1024, MINUTE, Clock::manual());
        for key in 0..5000 {
            cache.insert(key, key);
        }
        assert!(cache.len() <= bound, "{} of {entries}", cache.len());
        assert!(entries == 0 || !cache.is_empty());
        assert_eq!(block_on(cache.get_or_load(&9999, || async { 1 })), Ok(1));
    }
    let _ = SmallCache::<u64, u64>::unregistered(usize::MAX, usize::MAX, Duration::MAX, Clock::manual());
}

#[test]
fn large_entries_and_dead_ones_are_handed_out_and_not_kept() {
    let clock = Clock::manual();
    let too_large = SmallCache::<String, String>::unregistered(10, 1024, MINUTE, clock.clone());
    let no_time = SmallCache::<String, String>::unregistered(10, 1 << 20, Duration::ZERO, clock);
    for cache in [too_large, no_time] {
        let loads = AtomicUsize::new(0);
        let (open, gate) = oneshot::channel::<()>();
        let gate = gate.shared();
        let load = || async {
            loads.fetch_add(1, SeqCst);
            gate.clone().await.unwrap();
            "x".repeat(2000)
        };
        let answers = block_on(async {
            let mut callers = join_all((0..10).map(|_| cache.get_or_load("key", load)));
            assert!(poll!(&mut callers).is_pending());
            open.send(()).unwrap();
            callers.await
        });
        assert_eq!((answers.len(), loads.load(SeqCst), cache.len()), (10, 1, 0));
        cache.insert("key".into(), "x".repeat(2000));
        assert!(cache.is_empty());
    }
}

#[test]
fn a_cleanup_empties_it_and_those_who_wait_have_their_value() {
    let cache: SmallCache<String, u64> = SmallCache::new(10, 1024, MINUTE);
    cache.insert("old".into(), 1);
    let (open, gate) = oneshot::channel::<()>();
    block_on(async {
        let mut loads = Box::pin(cache.get_or_load("key", || gate.map(|_| 2)));
        let mut waits = Box::pin(cache.get_or_load("key", || async { 3 }));
        assert!(poll!(&mut loads).is_pending() && poll!(&mut waits).is_pending());
        cache.shared.reclaim();
        assert_eq!(cache.get("old"), None);
        open.send(()).unwrap();
        assert_eq!((loads.await, waits.await), (Ok(2), Ok(2)));
        assert_eq!(cache.get("key"), None, "it was loaded before the cleanup");
    });
    // Other tests may clean up at the same time, and then stand for this call.
    let cleared = |cache: &SmallCache<String, u64>| {
        cache.insert("key".into(), 4);
        while MemoryManager::new().cleanup().outcome == crate::memory::cleanup::outcome::CleanupOutcome::Coalesced {
            std::thread::yield_now();
        }
        cache.is_empty()
    };
    assert!(cleared(&cache));
}

#[test]
fn the_futures_can_be_spawned() {
    fn spawnable<T: Send>(_: T) {}
    let cache = cache(&Clock::manual());
    spawnable(cache.get_or_load("key", || async { 1 }));
    spawnable(cache.get_or_try_load("key", || async { Err(Failed(1)) }));
}

#[test]
fn a_loader_that_asks_for_its_own_key_gets_an_error_instead_of_waiting_for_itself() {
    let cache = cache(&Clock::manual());
    let own = block_on(cache.get_or_try_load("key", || async {
        let through_another = cache
            .get_or_try_load("other", || cache.get_or_load("key", || async { 1 }))
            .await;
        through_another.map_err(|error| format!("{:?}", error.into_failed()))
    }));
    let seen = own.unwrap_err().into_failed().unwrap();
    assert_eq!(*seen, "Some(OwnKey)");
    assert_eq!(
        block_on(cache.get_or_load("third", || async { 3 })),
        Ok(3),
        "nothing is left behind"
    );
}

#[test]
fn a_loader_may_ask_for_other_keys_and_other_caches() {
    let (one, other) = (cache(&Clock::manual()), cache(&Clock::manual()));
    let sum = block_on(one.get_or_try_load("key", || async {
        let a = one.get_or_load("another", || async { 1 }).await?;
        let b = other.get_or_load("key", || async { 2 }).await?;
        Ok::<_, LoadError<Infallible>>(a + b)
    }));
    assert_eq!(sum, Ok(3));
}
