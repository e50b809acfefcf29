//! 「突合」 What is judged beside what was submitted: which lines belong together, what is to be sent,
//! what has to be withdrawn. `claim --submitted` and `audit` alike ask here.

mod bill;
mod files;
mod pairing;
pub(crate) mod rules;
mod send;
mod withdraw;

pub(crate) use bill::monitoring_day;
pub use files::ExchangeFile;
pub(crate) use files::exchange_files;
pub(crate) use pairing::{Alike, Pairing, alike};
pub(crate) use send::send;
pub(crate) use withdraw::compare;

use bill::{NotMade, exchanges};
use files::is_confirmed;
