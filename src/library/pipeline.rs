//! Threads in a row: one deals, several work, the caller gets everything in the order in which it was dealt.
//!
//! Jobs are dealt to the working threads in turn and collected in turn, so the order stands whatever the threads do. A few
//! jobs wait before and after each thread, and no more than so many bytes are on their way ([`Load`]); a slow caller slows
//! the dealer down, and nothing piles up.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// How many jobs wait before and after each working thread.
const WAITING: usize = 4;

/// Bytes of text on their way at most, unless one document alone is longer; a statement takes about six times its text.
pub(super) const IN_FLIGHT: usize = 16 << 20;

/// Counts the bytes that are on their way.
#[derive(Debug, Default)]
pub(super) struct Load {
    bytes: Mutex<usize>,
    lighter: Condvar,
}

impl Load {
    /// Waits until there is room for `bytes`, and takes it; the guard gives it back.
    pub(super) fn take(self: &Arc<Self>, bytes: usize) -> Taken {
        let taken = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut usize| *taken > 0 && *taken + bytes > IN_FLIGHT;
        let mut taken = self.lighter.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Taken { load: Arc::clone(self), bytes }
    }
}

/// Room taken of a [`Load`].
#[derive(Debug)]
pub(super) struct Taken {
    load: Arc<Load>,
    bytes: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        *self.load.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.load.lighter.notify_one();
    }
}

/// Hands a job to the next thread; breaks when nobody waits for the outcome any more.
pub(super) type Deal<'a, J> = dyn FnMut(J) -> ControlFlow<()> + 'a;

/// Has `deal` deal jobs, `work` done on several threads, and hands what that gives to `take` until it breaks off.
pub(super) fn run<J: Send, D: Send>(
    deal: impl FnOnce(&mut Deal<'_, J>) + Send,
    work: impl Fn(J) -> D + Sync,
    take: &mut dyn FnMut(D) -> ControlFlow<()>,
) {
    let threads = thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
    let work = &work;
    thread::scope(|scope| {
        let (mut jobs, mut results) = (Vec::new(), Vec::new());
        for _ in 0..threads {
            let (job_in, job_out) = sync_channel::<J>(WAITING);
            let (done_in, done_out) = sync_channel(WAITING);
            jobs.push(job_in);
            results.push(done_out);
            scope.spawn(move || {
                for job in job_out {
                    if done_in.send(work(job)).is_err() {
                        return;
                    }
                }
            });
        }
        scope.spawn(move || {
            let mut turns = jobs.iter().cycle();
            deal(&mut |job| match turns.next().map(|turn| turn.send(job)) {
                Some(Ok(())) => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            });
        });
        collect(results, take);
    });
}

/// Collects in the order in which the jobs were dealt.
///
/// Dropping the receivers on leaving is what ends the other threads.
fn collect<D>(results: Vec<Receiver<D>>, take: &mut dyn FnMut(D) -> ControlFlow<()>) {
    for turn in results.iter().cycle() {
        // The one whose turn it is has no more: all is done.
        let Ok(done) = turn.recv() else { return };
        if take(done).is_break() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dealt_comes_in_order_until_it_is_broken_off() {
        let run = |most: usize| {
            let mut got = Vec::new();
            let deal = |deal: &mut Deal<'_, usize>| {
                let _ = (0..1000).try_for_each(deal);
            };
            run(deal, |job| job * 2, &mut |done| {
                got.push(done);
                if got.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            got
        };
        assert_eq!(run(usize::MAX), (0..1000).map(|job| job * 2).collect::<Vec<_>>());
        assert_eq!(run(3), [0, 2, 4]);
    }

    #[test]
    fn what_is_on_its_way_stays_within_bounds() {
        let load = Arc::new(Load::default());
        let most = Arc::new(Mutex::new(0));
        thread::scope(|scope| {
            for bytes in [IN_FLIGHT + 1, IN_FLIGHT / 2, IN_FLIGHT / 2 + 1, 1, IN_FLIGHT, 7] {
                let (load, most) = (Arc::clone(&load), Arc::clone(&most));
                scope.spawn(move || {
                    let taken = load.take(bytes);
                    let now = *load.bytes.lock().unwrap();
                    // One alone may be longer than the bound; several together never are.
                    assert!(now <= IN_FLIGHT || now == bytes);
                    let mut most = most.lock().unwrap();
                    *most = now.max(*most);
                    drop(taken);
                });
            }
        });
        assert_eq!(*load.bytes.lock().unwrap(), 0);
        assert_eq!(*most.lock().unwrap(), IN_FLIGHT + 1);
    }
}
