//! Journeys.
mod support;
use support::journey::*;
#[test]
fn look() {
    for size in ["40x12"] {
        let j = open(size);
        eprintln!("{}", j.screen());
        let j = j.keys("<enter>Ms. Okafor");
        eprintln!("{}", j.screen());
        let j = j.keys("<enter><enter>Northwind Labs<enter>Data Analyst<enter>Dana Reyes<enter>acc");
        eprintln!("{}", j.screen());
        let j = j.keys("<f6><down>");
        eprintln!("{}", j.screen());
        let j = j.keys("<enter>");
        eprintln!("{}", j.screen());
        let j = j.keys("e<c-home>Hello ");
        eprintln!("{}", j.screen());
        let j = j.keys("<f1>");
        eprintln!("{}", j.screen());
        let j = j.keys("<f1><esc><c-y>");
        eprintln!("{}", j.screen());
    }
}
