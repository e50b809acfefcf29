//! Measures the whole `santei claim` process on generated input; asserts nothing.
//!
//! `cargo bench --bench claim [-- office | prefecture | refused]`. What the figures mean stands in
//! `docs/performance.md`. The worlds are written once, by the example `synth`, to `tmp/synth` in
//! the target folder.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::SHIFT_JIS;

/// Timed runs of each measurement; the median is reported.
const RUNS: usize = 5;

/// Time between two looks at the memory of the child process.
const MEMORY_SAMPLE: Duration = Duration::from_millis(5);

/// The month that is claimed: the last of the generated ones.
const MONTH: &str = "2026-10";

/// A generated world.
struct World {
    name: &'static str,
    recipients: u32,
    months: u32,
    offices: u32,
    error_rate: &'static str,
}

const OFFICE: World =
    World { name: "office", recipients: 500, months: 13, offices: 1, error_rate: "0.02" };

const PREFECTURE: World =
    World { name: "prefecture", recipients: 100_000, months: 13, offices: 400, error_rate: "0.02" };

/// The measurement of rows that are all refused.
const REFUSED: &str = "refused";

/// Its rows.
const REFUSED_ROWS: u32 = 300_000;

const OFFICE_HEADER: &str = "事業所番号,サービス種類,事業所名,所在市町村番号,地域区分,適用開始日";

const RECIPIENT_HEADER: &str =
    "市町村番号,受給者証番号,サービス種類,氏名カナ,支給開始年月,支給終了年月,計画作成";

const PLAN_HEADER: &str = "事業所番号,市町村番号,受給者証番号,従業者番号,計画区分,面接日,面接場所,\
     面接地区,計画案作成日,支給決定日,担当者会議日,同意日,契機モニタリング日";

/// One timed run of the program.
struct Run {
    wall: Duration,
    /// Largest resident set, in KiB; `None` where the system does not tell.
    peak_kib: Option<u64>,
}

fn main() -> Result<ExitCode> {
    // Cargo itself passes `--bench`.
    let filter = std::env::args().skip(1).find(|argument| argument != "--bench");
    let wanted = |own: &str| filter.as_deref().is_none_or(|name| name == own);
    if ![OFFICE.name, PREFECTURE.name, REFUSED].into_iter().any(wanted) {
        bail!("the measurements are `office`, `prefecture` and `refused`");
    }
    let mut complete = true;
    if wanted(OFFICE.name) {
        complete &= measure_office()?;
    }
    if wanted(PREFECTURE.name) {
        complete &= measure_prefecture()?;
    }
    if wanted(REFUSED) {
        complete &= measure_refused()?;
    }
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The month of one office: wall time of the process.
fn measure_office() -> Result<bool> {
    let input = OFFICE.prepare()?;
    report_input(&OFFICE, total_bytes(&input)?)?;
    let Some(runs) = claim_runs(OFFICE.name, &input)? else { return Ok(false) };
    report("claim", &format_time(median(runs.iter().map(|run| run.wall))))?;
    Ok(true)
}

/// The year of a prefecture: wall time and memory, against reading and decoding alone.
fn measure_prefecture() -> Result<bool> {
    let input = PREFECTURE.prepare()?;
    let bytes = total_bytes(&input)?;
    report_input(&PREFECTURE, bytes)?;
    let baseline = baseline_time(&input)?;
    report("baseline", &format_time(baseline))?;
    let Some(runs) = claim_runs(PREFECTURE.name, &input)? else { return Ok(false) };
    let claim = median(runs.iter().map(|run| run.wall));
    report("claim", &format_time(claim))?;
    report("claim / baseline", &format_ratio(claim.as_micros(), baseline.as_micros()))?;
    report_memory(&runs, bytes)?;
    Ok(true)
}

/// Rows of which every one is bad in seven cells: wall time and memory.
fn measure_refused() -> Result<bool> {
    let input = prepare_refused()?;
    let bytes = total_bytes(&input)?;
    writeln!(stdout().lock(), "{REFUSED}: {REFUSED_ROWS} rows, each bad in seven cells")?;
    report("input", &format!("{bytes} bytes"))?;
    let Some(runs) = claim_runs(REFUSED, &input)? else { return Ok(false) };
    report("claim", &format_time(median(runs.iter().map(|run| run.wall))))?;
    report_memory(&runs, bytes)?;
    Ok(true)
}

/// A folder with a log of which nothing can be used.
fn prepare_refused() -> Result<PathBuf> {
    let dir = worlds().join(REFUSED);
    fs::create_dir_all(&dir)?;
    fs::write(dir.join("office.csv"), format!("{OFFICE_HEADER}\n"))?;
    fs::write(dir.join("recipient.csv"), format!("{RECIPIENT_HEADER}\n"))?;
    let mut plans = format!("{PLAN_HEADER}\n");
    for row in 0..REFUSED_ROWS {
        writeln!(plans, "x{row:06},y,z,S1,新規,,a,,b,c,,d,")?;
    }
    fs::write(dir.join("plan.csv"), plans)?;
    Ok(dir)
}

/// Prints the largest resident set of the runs.
fn report_memory(runs: &[Run], bytes: u64) -> Result<()> {
    let Some(peak_kib) = runs.iter().filter_map(|run| run.peak_kib).max() else {
        return report("peak memory", "not measured");
    };
    let peak = peak_kib * 1024;
    report("peak memory", &format!("{} MB", peak / 1_000_000))?;
    report("peak memory / input", &format_ratio(peak.into(), bytes.into()))
}

impl World {
    /// The folder of the world, written if it is not there yet.
    fn prepare(&self) -> Result<PathBuf> {
        let Self { recipients, months, offices, error_rate, .. } = self;
        let name = format!("{recipients}x{months}x{offices}-{error_rate}");
        let dir = worlds().join(&name);
        if dir.exists() {
            return Ok(dir);
        }
        // A world that was interrupted never takes the name of a complete one.
        let unfinished = worlds().join(format!("{name}.unfinished"));
        let arguments = format!(
            "run --release --quiet --example synth -- --recipients {recipients} --months {months} \
             --offices {offices} --error-rate {error_rate} --seed 1 --last-month {MONTH} --out"
        );
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(arguments.split_whitespace())
            .arg(&unfinished)
            .status()
            .context("cannot run cargo")?;
        if !status.success() {
            bail!("the example `synth` failed");
        }
        fs::rename(&unfinished, &dir)?;
        Ok(dir)
    }
}

/// Where the generated worlds and the outputs are kept.
fn worlds() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("synth")
}

/// One run to warm up, then the timed ones; `None`, with a line that says so, where one fails.
fn claim_runs(name: &str, input: &Path) -> Result<Option<Vec<Run>>> {
    let out = worlds().join(format!("{name}.out"));
    let mut runs = Vec::new();
    for _ in 0..=RUNS {
        let started = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_santei"))
            .args(["claim", "--month", MONTH])
            .arg(input)
            .arg("--out")
            .arg(&out)
            .arg("--force")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start santei")?;
        let (code, wall, peak_kib) = wait_watched(child, started)?;
        // 1 says that something was rejected, as the generated faults must be.
        if !matches!(code, Some(0 | 1)) {
            let code = code.map_or_else(|| "none".to_owned(), |code| code.to_string());
            report("claim", &format!("FAILED with exit code {code}"))?;
            return Ok(None);
        }
        runs.push(Run { wall, peak_kib });
    }
    runs.remove(0);
    Ok(Some(runs))
}

/// Waits for the child while another thread looks at its memory.
fn wait_watched(
    mut child: Child,
    started: Instant,
) -> Result<(Option<i32>, Duration, Option<u64>)> {
    let status_file = PathBuf::from(format!("/proc/{}/status", child.id()));
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak_kib = None;
            while !ended.load(Ordering::Relaxed) {
                peak_kib = peak_kib.max(peak_of(&status_file));
                thread::sleep(MEMORY_SAMPLE);
            }
            peak_kib
        });
        let status = child.wait();
        let wall = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        let peak_kib = watcher.join().unwrap_or(None);
        Ok((status?.code(), wall, peak_kib))
    })
}

/// `VmHWM` of a process in KiB, as Linux tells it.
fn peak_of(status_file: &Path) -> Option<u64> {
    let status = fs::read_to_string(status_file).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Median time to read, split and decode every cell on one core, after a run to warm up.
fn baseline_time(input: &Path) -> Result<Duration> {
    let files = files_of(input)?;
    let mut times = Vec::new();
    for _ in 0..=RUNS {
        let started = Instant::now();
        let mut decoded_length = 0;
        for file in &files {
            decoded_length += decode_cells(&fs::read(file)?)?;
        }
        black_box(decoded_length);
        times.push(started.elapsed());
    }
    Ok(median(times.into_iter().skip(1)))
}

/// Splits `bytes` into cells, decodes each, and adds up their lengths.
fn decode_cells(bytes: &[u8]) -> Result<usize> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut length = 0;
    while reader.read_byte_record(&mut record)? {
        for cell in &record {
            length += SHIFT_JIS.decode_without_bom_handling(cell).0.len();
        }
    }
    Ok(length)
}

/// The files of a world, in the order of their names.
fn files_of(input: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(input)?.map(|entry| Ok(entry?.path()));
    let mut files = entries.collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

/// Size of a world.
fn total_bytes(input: &Path) -> Result<u64> {
    let mut total = 0;
    for file in files_of(input)? {
        total += fs::metadata(file)?.len();
    }
    Ok(total)
}

/// The middle one of an odd number of times.
fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds with two decimals.
fn format_time(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10)
}

/// A ratio with two decimals, cut off.
fn format_ratio(numerator: u128, denominator: u128) -> String {
    let hundredths = numerator * 100 / denominator.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Prints what is measured.
fn report_input(world: &World, bytes: u64) -> Result<()> {
    let World { name, recipients, months, offices, .. } = world;
    writeln!(
        stdout().lock(),
        "{name}: {recipients} recipients, {months} months, {offices} offices"
    )?;
    report("input", &format!("{bytes} bytes"))
}

/// Prints one figure.
fn report(name: &str, figure: &str) -> Result<()> {
    Ok(writeln!(stdout().lock(), "  {name:<20} {figure}")?)
}
