use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use velithon_runtime::{MemoryManager, memory::CleanupReport};

type Job = Box<dyn FnOnce() + Send>;

/// Threads that stay, as a service's workers do, and flush when they have nothing to do.
pub struct Crew {
    threads: Vec<Sender<Job>>,
}

impl Crew {
    pub fn new(threads: u64, memory: &MemoryManager) -> Self {
        let start = |_| {
            let (jobs, queue): (_, Receiver<Job>) = channel();
            let memory = memory.clone();
            thread::spawn(move || {
                for job in queue {
                    job();
                    memory.on_thread_park();
                }
            });
            jobs
        };
        Self {
            threads: (0..threads).map(start).collect(),
        }
    }

    /// Has each thread do the work, with a number from 1 on, and waits.
    pub fn run(&self, work: fn(u64)) {
        let (done, all_done) = channel::<()>();
        for (number, thread) in (1..).zip(&self.threads) {
            let done = done.clone();
            let job = move || {
                work(number);
                drop(done);
            };
            thread.send(Box::new(job)).unwrap();
        }
        drop(done);
        assert!(
            all_done.recv().is_err(),
            "nothing is sent: the end of all senders is the sign"
        );
    }

    /// A cleanup that all threads have taken part in.
    pub fn cleanup(&self, memory: &MemoryManager) -> CleanupReport {
        memory.cleanup();
        // The first round has each thread flush after it, the second begins when that is over.
        self.run(|_| ());
        self.run(|_| ());
        let report = memory.cleanup();
        // That asks for a flush again, which the next measurement is not to pay for.
        self.run(|_| ());
        self.run(|_| ());
        report
    }
}
