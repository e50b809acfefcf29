//! Lists of findings. There can be millions: a list is never in memory twice.

use rayon::prelude::*;

use super::Finding;

/// Puts `more` behind `findings`. The longer of the two stays where it is.
pub(crate) fn append(findings: &mut Vec<Finding>, mut more: Vec<Finding>) {
    if findings.len() < more.len() {
        more.splice(0..0, findings.drain(..));
        *findings = more;
    } else {
        findings.extend(more);
    }
}

/// For each place in the order of `key` the place where its finding stands; equal ones keep their
/// order.
pub(crate) fn places_by_key<'f, K: Ord>(
    findings: &'f [Finding],
    key: impl Fn(&'f Finding) -> K + Sync,
) -> Vec<u32> {
    let key = |place: u32| (key(&findings[place as usize]), place);
    let mut places: Vec<u32> = (0..u32::try_from(findings.len()).unwrap_or(u32::MAX)).collect();
    places.par_sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
    places
}

/// Puts at each place what stands at the one named there.
pub(crate) fn rearrange(findings: &mut [Finding], mut places: Vec<u32>) {
    for start in 0..places.len() {
        let mut to = start;
        while places[to] as usize != start {
            let from = places[to] as usize;
            findings.swap(to, from);
            places[to] = u32::try_from(to).unwrap_or(u32::MAX);
            to = from;
        }
        places[to] = u32::try_from(to).unwrap_or(u32::MAX);
    }
}
