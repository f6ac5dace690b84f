//! What each rule costs on a person's documents: they are checked as `check` does it, one at a time, by the clock.
//!
//! Owns the work on the files; see `stopwatch` for the measuring and `cost_table` for what is shown.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::cost_table::CostTable;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::inspector::{guarded, unread};
use crate::cli::load;
use crate::cli::obstacle::Obstacle;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::rulings::Rulings;
use crate::cli::stopwatch::{Costs, Stopwatch};
use crate::cli::walk::{Found, Walk};
use crate::cli::watch::Watch;
use crate::config::FlagOverrides;
use crate::document::Status;
use crate::linter::Linter;

/// Check everything at `path` and tell what each rule cost.
pub(super) fn run(
    house: &House,
    path: PathBuf,
    json: bool,
    console: &Console,
) -> Result<Outcome, Failure> {
    let watch = Watch::usual(console.language);
    let linter = Linter::new(house.rules.clone());
    let mut sum = Sum {
        costs: Costs::new(house.rules.len()),
        documents: 0,
        worst: Status::Ok,
        watch: &watch,
        console,
    };
    let nothing = Stopwatch::for_rules_of(&sum.costs);
    let flags = FlagOverrides::default();
    let rulings = Rulings::new(house, &flags);
    let walk = Walk::new(vec![path], None, house.walk_options(false, false));
    ordered(
        walk,
        1,
        |found| check(&rulings, &linter, &found, nothing.clone(), &watch, console),
        &mut sum,
    )
    .map_err(|error| Failure::thread(Obstacle::from_io(&error)))?;
    if sum.documents == 0 {
        if sum.worst != Status::Unreadable {
            let language = console.language;
            console.tell(language.pick("没有找到要检查的文件\n", "no files to check\n"));
        }
        return Ok(Outcome::Failed);
    }
    let table = CostTable::new(&house.rules, &sum.costs, sum.documents);
    console.print(&match json {
        true => table.json(),
        false => table.human(console.language),
    })?;
    Ok(match sum.worst {
        Status::Unreadable => Outcome::Failed,
        _ => Outcome::Clean,
    })
}

/// What came of a file.
struct Measured {
    costs: Costs,
    problems: String,
    status: Status,
}

fn check(
    rulings: &Rulings<'_>,
    linter: &Linter,
    found: &Found,
    mut stopwatch: Stopwatch,
    watch: &Watch,
    console: &Console,
) -> Measured {
    let name = load::shown_name(found);
    let ruling = rulings.on(found, &name);
    let input = load::found(found, &name, console.language, linter.cores());
    let report = guarded(&name, || match input {
        Ok(input) => linter.check_metered(input, &ruling, &watch.begin(&name), &mut stopwatch),
        Err(kind) => unread(name.clone(), kind),
    });
    Measured {
        costs: stopwatch.costs(),
        problems: console.problems_of(&report),
        status: report.document.status(),
    }
}

/// What has been measured so far.
struct Sum<'s> {
    costs: Costs,
    documents: usize,
    worst: Status,
    watch: &'s Watch,
    console: &'s Console,
}

impl Consumer<Measured> for Sum<'_> {
    fn bytes(measured: &Measured) -> usize {
        measured.problems.len()
    }

    fn take(&mut self, measured: Measured) -> ControlFlow<()> {
        self.console.tell(&measured.problems);
        self.costs.add(&measured.costs);
        self.documents += usize::from(measured.status != Status::Unreadable);
        self.worst = self.worst.max(measured.status);
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {}

    fn abandon(&mut self) {
        self.watch.end();
    }
}
