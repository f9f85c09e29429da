//! How much memory this program holds, where the system tells (Linux).

use std::fs;

/// Forgets the most that was held so far, so that what comes is measured by itself. `false` where that cannot be.
pub(crate) fn forget_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// What is held now, in MiB.
pub(crate) fn now() -> Option<u64> {
    status("VmRSS:")
}

/// The most that was held since [`forget_peak`], in MiB.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

fn status(key: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes.div_ceil(1024))
}
