//! Work that waits, on threads of its own: rayon's would take up the next piece inside the wait of the last.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::error::Error;

/// Does something with each item, on up to so many threads; after a first error no further one is begun. The results stand in
/// the order in which they came.
pub fn at_once<I: Sync, T: Send>(
    threads: usize,
    items: &[I],
    act: impl Fn(&I) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Ok(Vec::with_capacity(items.len())));
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let made = act(item);
                    let mut done = done.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    match (made, &mut *done) {
                        (Ok(made), Ok(all)) => all.push(made),
                        (Err(error), Ok(_)) => {
                            next.store(items.len(), Ordering::Relaxed);
                            *done = Err(error);
                        }
                        (_, Err(_)) => {}
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
}
