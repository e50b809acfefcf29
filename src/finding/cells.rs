//! Places in files: a row, a cell, and the cells of a finding.

use std::ops::Deref;

/// Where a row was read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Origin {
    /// Index of the input file, in the order of their names.
    pub file: u16,
    /// Physical line of the row's first byte; the header is line 1.
    pub line: u32,
    /// Byte offset of the row in the file.
    pub at: u32,
}

/// A cell that a verdict rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cell {
    /// The row.
    pub origin: Origin,
    /// 1-based field number in that file; 0 where the file has no such column.
    pub field: u16,
    /// The column's name.
    pub column: &'static str,
}

/// The cells that a finding rests on; the first is the one to look at. Nearly all findings rest on
/// one: it stands in the finding itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cells {
    /// One cell.
    One(Cell),
    /// None, or several.
    Several(Box<[Cell]>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Several(Box::default())
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        match cells.as_slice() {
            [cell] => Self::One(*cell),
            _ => Self::Several(cells.into()),
        }
    }
}

impl From<Cell> for Cells {
    fn from(cell: Cell) -> Self {
        Self::One(cell)
    }
}

impl Deref for Cells {
    type Target = [Cell];

    fn deref(&self) -> &[Cell] {
        match self {
            Self::One(cell) => std::slice::from_ref(cell),
            Self::Several(cells) => cells,
        }
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a Cell;
    type IntoIter = std::slice::Iter<'a, Cell>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
