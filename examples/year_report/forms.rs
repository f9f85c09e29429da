//! A report in every form, as files.

use std::{fs, path::Path};

use mentorship::report::{Language, Report};

use super::Failed;

/// Writes a report for some readers into their folder, and says what is there.
pub(crate) fn write(
    report: &Report,
    readers: &str,
    language: Language,
    into: &Path,
) -> Result<Vec<String>, Failed> {
    let folder = into.join(readers);
    fs::create_dir_all(&folder)?;
    let code = language.code();
    let forms = [
        (format!("{code}.html"), report.html()),
        (format!("{code}.slides.html"), report.slides()),
        (format!("{code}.md"), report.markdown()),
        (format!("{code}.txt"), report.text()),
        (format!("{code}.post.txt"), report.post(280)),
        (format!("{code}.json"), report.json()),
        (format!("{code}.csv"), report.csv()),
    ];
    let mut lines = vec![String::new(), format!("{} ({})", report.title(), folder.display())];
    for (name, content) in forms {
        fs::write(folder.join(&name), &content)?;
        lines.push(format!("  {name:<16} {:>8} bytes", content.len()));
    }
    Ok(lines)
}
