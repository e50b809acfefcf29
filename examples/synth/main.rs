//! Writes a generated world of offices, recipients and logs: every input table as CP932 CSV.
//!
//! ```text
//! cargo run --release --example synth -- --recipients 500 --months 13 --offices 1 \
//!     --error-rate 0.02 --seed 1 --out target/world
//! ```
//!
//! The same arguments give the same bytes. Faults have random numbers of their own: another
//! `--error-rate` leaves the world itself as it is.

mod days;
mod events;
mod faults;
mod life;
mod logs;
mod numbers;
#[cfg(test)]
mod planted;
mod random;
mod roster;
mod sheet;
mod words;
mod world;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;

use crate::days::{Month, Window};
use crate::events::Events;
use crate::faults::Faults;
use crate::life::Life;
use crate::logs::Logs;
use crate::random::Random;
use crate::roster::Roster;
use crate::world::World;

/// Recipients whose rows are held in memory at a time, so that a file is ordered by month within.
const BATCH: usize = 1000;

/// Writes a generated world of offices, recipients and logs.
#[derive(Parser)]
struct Arguments {
    /// Number of recipients
    #[arg(long)]
    recipients: usize,
    /// Number of months of logs
    #[arg(long)]
    months: u32,
    /// Number of offices
    #[arg(long)]
    offices: usize,
    /// Probability, 0 to 1, that an event row is bad
    #[arg(long, default_value = "0")]
    error_rate: String,
    /// Seed of the random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write to; it is created
    #[arg(long)]
    out: PathBuf,
    /// Last month of the logs
    #[arg(long, default_value = "2026-10")]
    last_month: String,
    /// Write the event tables as a file for each month
    #[arg(long)]
    split: bool,
}

fn main() -> Result<()> {
    generate(&Arguments::parse())
}

/// Writes the world that `arguments` describe.
fn generate(arguments: &Arguments) -> Result<()> {
    let last =
        Month::parse(&arguments.last_month).context("--last-month is YYYY-MM from 2019 on")?;
    let error_rate = faults::parse_rate(&arguments.error_rate)?;
    if !(1..=120).contains(&arguments.months) {
        bail!("--months is 1 to 120");
    }
    if !(1..=100_000).contains(&arguments.offices) || arguments.recipients > 10_000_000 {
        bail!("--offices is 1 to 100000, --recipients at most 10000000");
    }
    std::fs::create_dir_all(&arguments.out)
        .with_context(|| format!("cannot create {}", arguments.out.display()))?;
    let window = Window::ending(last, arguments.months);
    let world = World::new(arguments.seed, arguments.recipients, arguments.offices, window);
    world.write(&arguments.out)?;
    let mut roster = Roster::create(&arguments.out)?;
    let faults = Faults::new(error_rate, &world.offices);
    let mut logs = Logs::create(&arguments.out, &world, faults, arguments.split)?;
    for office in 0..world.offices.len() {
        for (count, serial) in world.recipients_of(office).enumerate() {
            let mut random = Random::stream(world.seed, 2, serial);
            let life = Life::draw(&world, serial, office, &mut random);
            let events = Events::draw(&life, world.offices[office].hub, window, &mut random);
            roster.add(&world, &life);
            logs.add(&life, &events);
            if count % BATCH == BATCH - 1 {
                logs.flush()?;
            }
        }
        roster.flush()?;
        logs.flush()?;
    }
    roster.finish()?;
    logs.finish()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs, path::Path};

    use santei::{Claim, Input, Logs, ServiceMonth, Settings, check};

    use super::*;

    const MONTHS: u32 = 4;
    const LAST: &str = "2026-10";

    pub(crate) fn world(error_rate: &str, seed: u64, last_month: &str, out: &Path) {
        let arguments = Arguments {
            recipients: 120,
            months: MONTHS,
            offices: 3,
            error_rate: error_rate.to_owned(),
            seed,
            out: out.to_owned(),
            last_month: last_month.to_owned(),
            split: false,
        };
        generate(&arguments).unwrap();
    }

    fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(path).unwrap())
            })
            .collect()
    }

    fn read(folder: &Path) -> Input {
        Input::read(&[folder.to_owned()]).unwrap()
    }

    /// The claim of a folder for each month of its logs.
    fn claims(folder: &Path) -> Vec<Claim> {
        let (settings, logs) = (Settings::standard().unwrap(), Logs::open(read(folder)).unwrap());
        let last = ServiceMonth::literal(2026, 10);
        let months = (0..i32::try_from(MONTHS).unwrap()).map(|back| last.plus(-back));
        months.map(|month| logs.claim(&settings, month, None).unwrap().0).collect()
    }

    #[test]
    fn the_same_arguments_give_the_same_bytes() {
        let dir = tempfile::tempdir().unwrap();
        for (folder, seed) in [("a", 1), ("b", 1), ("c", 2)] {
            world("0.5", seed, LAST, &dir.path().join(folder));
        }
        let [a, b, c] = ["a", "b", "c"].map(|folder| bytes(&dir.path().join(folder)));
        assert!(a == b && a != c);
    }

    #[test]
    fn a_clean_world_has_no_bad_row_and_is_claimed() {
        let dir = tempfile::tempdir().unwrap();
        world("0", 3, LAST, dir.path());
        let tariff = Settings::standard().unwrap().tariff;
        assert!(!check(read(dir.path()), &tariff).unwrap().is_faulty());
        for claim in claims(dir.path()) {
            assert!(claim.lines().count() > 50, "{}: {} lines", claim.month, claim.lines().count());
        }
    }

    #[test]
    fn at_rate_one_every_event_row_is_bad() {
        let dir = tempfile::tempdir().unwrap();
        world("1", 4, LAST, dir.path());
        let claims = claims(dir.path());
        assert!(claims.iter().all(|claim| claim.lines().next().is_none()));
        assert!(claims.iter().all(|claim| !claim.rejected.is_empty()));
    }
}
