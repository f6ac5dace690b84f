//! Files, names and settings made to break the program: the real binary ends with a word about each, soon, within
//! bounds of memory, and finds what there is to find.

mod archives;
mod child;
mod corpus;
mod damage;
mod house;
mod lines;
mod payloads;
mod promises;
mod silent;
mod threads;
mod zip_file;

/// What every rule set finds a place in: `多少次`.
const OPEN: &str = "组织机关集体学习多少次、中心组专题学习，印发材料。";
