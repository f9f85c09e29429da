//! Bytes as sign-up sheets.

use mentorship::people::intake::{Columns, Intake, Separator, Sheet, SheetColumns, Table};

use super::bytes::Bytes;

/// Whatever the sheets are, every row is either somebody, set aside with a reason, or a repetition; and what was set aside can be
/// written and read again.
pub(crate) fn check(bytes: &[u8]) {
    let draw = &mut Bytes(bytes);
    let separator = [Separator::Comma, Separator::Semicolon, Separator::Tab][usize::from(draw.byte() % 3)];
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let read = |half: &[u8], numbered: bool| {
        let body = String::from_utf8_lossy(half).into_owned();
        let text = if numbered { format!("Number;Skills;When;Languages\n{body}") } else { body };
        if numbered {
            Table::parse_with(&text, Separator::Semicolon)
        } else {
            Table::parse_with(&text, separator)
        }
    };
    let (Ok(mentors), Ok(mentees)) = (read(first, draw.byte() % 4 > 0), read(second, draw.byte() % 4 > 0))
    else {
        return;
    };
    let columns = |table: &Table| {
        let header = |at: usize| table.headers().get(at).cloned().unwrap_or_default();
        let mut columns = SheetColumns::new(header(0).into());
        columns.skills = table.headers().get(1).map(|header| header.as_str().into());
        columns.availability = table.headers().get(2).map(|header| header.as_str().into());
        columns.languages = table.headers().get(3).map(|header| header.as_str().into());
        columns
    };
    let columns = Columns::new(columns(&mentors), columns(&mentees));
    let intake = match Intake::read(&columns, &mentors, &mentees) {
        Ok(intake) => intake,
        Err(why) => {
            assert!(!why.to_string().is_empty());
            return;
        }
    };
    let sides = [
        (Sheet::Mentors, &mentors, intake.roster.mentors().len()),
        (Sheet::Mentees, &mentees, intake.roster.mentees().len()),
    ];
    for (sheet, table, people) in sides {
        let aside = intake.set_aside(sheet);
        assert!(people + aside.rows().len() <= table.rows().len(), "nobody is made up");
        if !aside.rows().is_empty() {
            let again =
                Table::parse_with(&aside.to_text(Separator::Semicolon), Separator::Semicolon).unwrap();
            assert_eq!(again.rows().len(), aside.rows().len(), "what was set aside can be mended");
        }
    }
    for problem in &intake.problems {
        assert!(!problem.to_string().is_empty());
    }
}
