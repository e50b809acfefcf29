//! 「突合」 What is judged beside what was submitted: which lines belong together, what is to be sent,
//! what has to be withdrawn. `claim --submitted` and `audit` alike ask here.

mod bill;
mod files;
mod pairing;
pub mod rules;
mod send;
mod withdraw;

pub use bill::monitoring_day;
pub use files::{ExchangeFile, exchange_files};
pub use pairing::{Alike, Pairing, alike};
pub use send::send;
pub use withdraw::{Compared, compare};

use bill::{NotMade, exchanges};
use files::is_confirmed;
