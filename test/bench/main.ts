import { parseArgs } from 'node:util';
import { describe, type Section, writeDocs, writeJson } from './harness/report.js';
import { type Result, resultsOf } from './harness/results.js';
import { runRounds } from './harness/rounds.js';
import { table } from './harness/table.js';
import { MEASUREMENTS } from './measurements/all.js';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    only: { type: 'string' },
    reps: { type: 'string' },
  },
});
const names = values.only?.split(',');
const unknown = names?.find((name) => !MEASUREMENTS.some((each) => each.name === name));
if (unknown !== undefined) {
  console.error(`there is no measurement "${unknown}"; there are: ${MEASUREMENTS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
if (values.reps !== undefined && !/^[1-9]\d*$/.test(values.reps)) {
  console.error(`--reps=${values.reps}: give a whole number from 1`);
  process.exit(2);
}

const sections: Section[] = [];
for (const measurement of MEASUREMENTS) {
  if (names?.includes(measurement.name) === false) continue;
  const { name, about } = measurement;
  const repetitions = values.reps === undefined ? measurement.repetitions : Number(values.reps);
  const results = resultsOf(measurement, await runRounds(measurement, repetitions, (line) => console.error(line)));
  const section = { name, about, repetitions, results };
  sections.push(section);
  console.log(`\n${name}: ${describe(section)}\n\n${table(results)}\n`);
}
console.log(`JSON: ${writeJson(sections)}`);
// Only a whole run is worth a page; a check is a question, not a publication.
if (names === undefined && values.reps === undefined && !values.check) writeDocs(sections);

const failed = sections.flatMap(({ results }) => results).filter(({ verdict }) => verdict === 'short' || verdict === 'void');
for (const each of failed) console.log(complaint(each));
process.exit(values.check && failed.length > 0 ? 1 : 0);

function complaint({ id, about, verdict, median, threshold }: Result): string {
  if (verdict === 'void') return `void: ${id} (${about}): the kernel lost datagrams in every try`;
  return `short: ${id} (${about}): ${median} instead of ${JSON.stringify(threshold)}`;
}
