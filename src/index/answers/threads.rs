//! Work on several parts of an index at once.

use super::ReadError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{iter, panic, thread};

/// What `work` makes of the numbers below `count`, in order, by as many threads as there are processors.
pub(super) fn all<T: Send>(
    count: usize,
    work: impl Fn(usize) -> Result<T, ReadError> + Sync,
) -> Result<Vec<T>, ReadError> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count);
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || -> Result<Vec<(usize, T)>, ReadError> {
        let numbers = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|number| *number < count);
        numbers.map(|number| Ok((number, work(number)?))).collect()
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut done = some()?;
        for other in others {
            // A panic is told where it happened and goes on here, as if there were no threads.
            done.extend(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause))?);
        }
        Ok::<_, ReadError>(done)
    })?;
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, made)| made).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_in_order_and_one_error_is_enough() {
        for count in [0, 1, 2, 100] {
            assert_eq!(all(count, |number| Ok(number * 2)).unwrap(), (0..count).map(|it| it * 2).collect::<Vec<_>>());
        }
        let broken = all(50, |number| if number == 30 { Err(ReadError("gone".into())) } else { Ok(number) });
        assert_eq!(broken.unwrap_err().to_string(), "gone");
    }
}
