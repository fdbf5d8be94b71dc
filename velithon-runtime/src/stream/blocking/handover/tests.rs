use std::{sync::atomic::AtomicUsize, task::Wake, thread};

use super::*;
use crate::stream::blocking::limit;

#[derive(Default)]
struct Counted(AtomicUsize);

impl Wake for Counted {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn ends() -> (Sender, Receiver) {
    handover(limit::permit().expect("few threads in a test"))
}

fn part(text: &str) -> Part {
    Part {
        text: text.into(),
        ..Part::default()
    }
}

fn text(next: Poll<NextPart>) -> Option<String> {
    let Poll::Ready(NextPart::Part(part) | NextPart::End(part, _)) = next else {
        return None;
    };
    Some(String::from_utf8(part.text).expect("text"))
}

#[test]
fn the_task_is_woken_where_it_waits_and_only_there() {
    let (sender, mut receiver) = ends();
    let counted = Arc::new(Counted::default());
    let waker = Waker::from(counted.clone());
    let cx = Context::from_waker(&waker);
    let woken = || counted.0.load(Ordering::SeqCst);

    sender.send(part("early")).expect("a receiver");
    assert_eq!(woken(), 0, "before it was there");
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("early"));
    assert!(receiver.poll_next(&cx).is_pending());
    sender.send(part("awaited")).expect("a receiver");
    assert_eq!(woken(), 1);
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("awaited"));
    sender.send(part("while at work")).expect("a receiver");
    assert_eq!(woken(), 1, "it has not waited since");
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("while at work"));

    assert!(receiver.poll_next(&cx).is_pending());
    assert!(receiver.poll_next(&cx).is_pending());
    sender.end(part("last"), None);
    assert_eq!(woken(), 2);
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("last"));
}

/// The commit window holds it, where nobody sends it yet.
#[test]
fn the_first_part_takes_room_until_the_task_comes_again() {
    let (sender, mut receiver) = ends();
    let cx = Context::from_waker(Waker::noop());
    let has_room_beside = |text: &str| {
        let mut slots = sender.0.slots();
        slots.parts.push_back(part(text));
        slots.has_room()
    };
    assert!(has_room_beside("first"));
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("first"));
    assert!(!has_room_beside("second"), "the first is alive");
    assert_eq!(text(receiver.poll_next(&cx)).as_deref(), Some("second"));
    assert!(has_room_beside("third"));
}

#[test]
fn the_waker_of_the_last_poll_counts() {
    let (sender, mut receiver) = ends();
    let counted = [(); 2].map(|()| Arc::new(Counted::default()));
    for counted in &counted {
        let waker = Waker::from(counted.clone());
        assert!(receiver.poll_next(&Context::from_waker(&waker)).is_pending());
    }
    drop(sender);
    assert_eq!(counted.map(|counted| counted.0.load(Ordering::SeqCst)), [0, 1]);
}

#[test]
fn the_thread_is_at_most_one_part_ahead_of_what_was_taken() {
    const PARTS: usize = 1_000;
    let (sender, mut receiver) = ends();
    let polls = Arc::new(AtomicUsize::new(0));
    let seen = polls.clone();
    let thread = thread::spawn(move || {
        for given in 1..=PARTS {
            sender.send(part("part")).expect("a receiver");
            // The first counts until the task comes back for more.
            let least = if given == 2 { 2 } else { given - 1 };
            assert!(seen.load(Ordering::SeqCst) >= least, "after {given} parts");
        }
    });
    let mut parts = 0;
    futures::executor::block_on(async {
        loop {
            let next = std::future::poll_fn(|cx| {
                polls.store(parts + 1, Ordering::SeqCst);
                receiver.poll_next(cx)
            });
            match next.await {
                NextPart::Part(_) => parts += 1,
                NextPart::End(..) => break,
            }
        }
    });
    thread.join().expect("the bound was kept");
    assert_eq!(parts, PARTS);
}

/// Returns once the thread waits for room.
fn waits(receiver: &Receiver) {
    while !receiver.channel.slots().sender_waits {
        thread::yield_now();
    }
}

#[test]
fn a_thread_that_waits_goes_on_when_all_is_taken() {
    let (sender, mut receiver) = ends();
    let thread = thread::spawn(move || {
        for _ in 0..3 {
            sender.send(part("part")).expect("a receiver");
        }
    });
    let cx = Context::from_waker(Waker::noop());
    waits(&receiver);
    assert!(receiver.poll_next(&cx).is_ready());
    assert!(receiver.channel.slots().sender_waits, "it is not woken for one of two");
    assert!(receiver.poll_next(&cx).is_ready());
    thread.join().expect("no panic");
}

#[test]
fn a_thread_that_waits_hears_that_nobody_takes_anything_any_more() {
    let (sender, receiver) = ends();
    let thread = thread::spawn(move || {
        sender.send(part("first")).expect("a receiver");
        sender.send(part("second")).is_err()
    });
    waits(&receiver);
    drop(receiver);
    assert!(thread.join().expect("no panic"));
}
