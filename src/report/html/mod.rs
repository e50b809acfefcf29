//! What every HTML page of this program is made of: the writer that escapes, tables, bars and
//! the frame. A page calls nothing in and runs nothing.

pub(crate) mod frame;
pub(crate) mod lacking;
pub(crate) mod svg;
pub(crate) mod table;
pub(crate) mod writer;
