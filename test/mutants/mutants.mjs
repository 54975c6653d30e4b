// Faults that the tests of the rumor and status code must catch: each replaces one piece of text in one file of the core.
/** @type {readonly { name: string, file: string, find: string, replace: string }[]} */
export const MUTANTS = [];
