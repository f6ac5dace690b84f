//! What people and programs read about a document. Expected outputs are the files under `fixtures/report/`;
//! run with `UPDATE_EXPECT=1` to write them anew, then read the difference.

mod build_servers;
mod cost;
mod expected;
pub(crate) mod hostile;
mod html;
mod layout;
mod places;
pub(crate) mod sample;
