// Plays examples/networks/grade.yaml with our nodes as processes, many times under each foreign load, and fails where a node of ours is accused
// or too many runs say nothing. node scripts/grade.mjs [--runs 200] [--loads 0,50,100]
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '200' }, loads: { type: 'string', default: '0,50,100' } } });
const runs = Number(values.runs);
const loads = values.loads.split(',').map(Number);

/** The share of runs that may say nothing. */
const MOST_INVALID = 0.02;

const folder = 'bench-results';
mkdirSync(folder, { recursive: true });

/** One process for each processor that is busy for so many of each 100 ms. */
const BUSY = `const share = Number(process.argv[1]);
for (;;) {
  const end = performance.now() + share;
  while (performance.now() < end);
  if (share < 100) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100 - share);
}`;

function startLoad(share) {
  if (share === 0) return () => {};
  const busy = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', BUSY, String(share)], { stdio: 'ignore' }),
  );
  const stop = () => busy.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', stop);
  return stop;
}

async function grade(load) {
  const json = join(folder, `grade-${load}.json`);
  const stop = startLoad(load);
  const began = performance.now();
  try {
    await promisify(execFile)(
      process.execPath,
      ['dist/peerster.cjs', 'network', 'run', 'examples/networks/grade.yaml', '--runs', String(runs), '--json', json],
      {
        maxBuffer: 2 ** 26,
      },
    );
  } catch (error) {
    // 1 and 3 are verdicts, which the JSON tells.
    if (error.code !== 1 && error.code !== 3) throw error;
    if (readFileSync(json, 'utf8') === '') throw error;
  } finally {
    stop();
  }
  const told = JSON.parse(readFileSync(json, 'utf8'));
  return { load, seconds: (performance.now() - began) / 1_000, ...told.rate, runs: told.runs };
}

function machineOf({ runs: all }) {
  const machines = all.map(({ judgement }) => judgement.machine);
  const most = (pick) => Math.max(...machines.map(pick));
  const pressure = machines.map(({ pressure: share }) => share ?? Number.NaN).toSorted((a, b) => a - b)[Math.floor(machines.length / 2)];
  return `late by ${Math.round(most(({ late }) => late.most))} ms at most, work up to ${most(({ slowdown }) => slowdown.p90).toFixed(1)} times its best, somebody waited ${Math.round(100 * pressure)} % of the time`;
}

let isBad = false;
for (const load of loads) {
  const graded = await grade(load);
  const { passed, failed, invalid, low, seconds } = graded;
  console.log(
    `${String(load).padStart(3)} % foreign load: ${passed} PASS, ${failed} FAIL, ${invalid} INVALID of ${runs} runs in ${Math.round(seconds)} s; ` +
      `at least ${(low * 100).toFixed(1)} % of such runs pass (95 %); ${machineOf(graded)}`,
  );
  for (const { seed, judgement } of graded.runs)
    if (judgement.ruling !== 'PASS') console.log(`      ${judgement.ruling} seed ${seed}: ${judgement.reasons.join('; ')}`);
  if (failed > 0 || invalid > MOST_INVALID * runs) isBad = true;
}
writeFileSync(join(folder, 'grade.txt'), `${isBad ? 'missed' : 'reached'}\n`);
process.exitCode = isBad ? 1 : 0;
