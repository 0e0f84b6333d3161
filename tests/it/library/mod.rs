//! The library: every kind of it gives the same answers as the plain one in memory.
mod conformance;
mod corpus;
mod faults;
mod older;
mod program;
