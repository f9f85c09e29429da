//! Instances as files, for solvers of other languages.

use std::{
    fs::{self, File},
    io::{BufWriter, Result, Write},
    path::Path,
};

use super::{Instance, Pairs};

/// Writes a header `NAME.json` and the numbers `NAME.i32`, 32 bits with the lowest byte first: the weights of a table
/// row by row, or the row, column and weight of each pair of a list. Tells the name, in which spaces are underscores.
pub(crate) fn write(instance: &Instance, directory: &Path) -> Result<String> {
    fs::create_dir_all(directory)?;
    let file = instance.name.replace(' ', "_");
    let mut numbers = BufWriter::new(File::create(directory.join(format!("{file}.i32")))?);
    let kind = match &instance.pairs {
        Pairs::Table(weights) => {
            for weight in weights {
                numbers.write_all(&weight.to_le_bytes())?;
            }
            "table"
        }
        Pairs::List(list) => {
            for (row, column, weight) in list {
                numbers.write_all(&row.to_le_bytes())?;
                numbers.write_all(&column.to_le_bytes())?;
                numbers.write_all(&weight.to_le_bytes())?;
            }
            "list"
        }
    };
    numbers.flush()?;
    let header = serde_json::json!({
        "name": instance.name,
        "kind": kind,
        "rows": instance.rows,
        "columns": instance.columns,
        "places": instance.places,
        "minimums": instance.minimums,
    });
    fs::write(directory.join(format!("{file}.json")), header.to_string())?;
    Ok(file)
}
