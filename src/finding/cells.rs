//! The cells of a finding. Nearly all findings rest on one: it stands in the finding itself.

use std::ops::Deref;

use super::Cell;

/// The cells that a finding rests on; the first is the one to look at.
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
