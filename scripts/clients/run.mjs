// Programs run beside one another: what each says comes in one piece, when it has ended.
import { spawn } from 'node:child_process';

/** Runs a program to its end. Resolves to its exit status (undefined where it could not be started) and all that it said. */
export function run(program, argv, { cwd, env = {} } = {}) {
  return new Promise((resolve) => {
    let said = '';
    let out = '';
    const child = spawn(program, argv, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => resolve({ status: undefined, said: error.message, out }));
    child.on('close', (status) => resolve({ status: status ?? undefined, said, out }));
  });
}

/** The same, where anything but success is an error. Resolves to what it said. */
export async function must(program, argv, options) {
  const { status, said } = await run(program, argv, options);
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')} ended with ${status}: ${said}`);
  return said;
}

/** Runs a program that counts as one test. Returns counts; what it said is shown where it failed. */
export async function check(name, program, argv, options) {
  const since = performance.now();
  const { status, said } = await run(program, argv, options);
  console.log(`${status === 0 ? ' ok ' : 'FAIL'}  ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  if (status !== 0) console.log(`${[program, ...argv].join(' ')}\n${said}`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/** Counts of several things as those of one. */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const each of counts) for (const key of Object.keys(total)) total[key] += each[key];
  return total;
}
