import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/network/network.js';
import { openNetwork } from '../../../src/network/open.js';
import { loadRule } from '../../../src/network/rules/own-rule.js';
import { ROOT } from '../../architecture/sources.js';
import { read } from '../file/files.js';
import { refusal } from '../../support/refusal.js';

const folder = mkdtempSync(join(tmpdir(), 'peerster-rule-'));
afterAll(() => rmSync(folder, { recursive: true }));
const FLOOD = join(ROOT, 'examples/rules/flood.ts');

/** A module whose rule does nothing but what `body` says of one method. */
function module(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `import { status, want } from 'peerster';
export default (parts: { peers: { all: readonly object[] } }) => ({
  onOwn() {}, onNew() {}, onReplaced() {}, onKnown() {}, onStatus() {}, onRemoved() {}, endTurn() {}, tidy() {}, missed() {},
${body}
});
`,
  );
  return path;
}

async function run(rule: string): Promise<Outcome> {
  const spec = read(`
nodes: 12
topology: ring
settings: {antiEntropy: 0}
links: {delay: 20 ms}
workload: {from: n1, once: 0}
within: 5 s
`);
  const network = await openNetwork({ ...spec, rule }, { seed: 1 });
  try {
    return await network.run();
  } finally {
    await network.close();
  }
}

describe("a rule of the user's own", () => {
  test('spreads in place of mongering: the flood of forty lines takes the shortest ways and 2 (links) − (nodes − 1) payloads', async () => {
    const { report } = await run(FLOOD);
    expect(report.coverage.at(-1)).toEqual({ share: 1, ms: 6 * 20 });
    expect(report.lastHop).toBe(6);
    expect(report.traffic.find(({ kind }) => kind === 'rumor')?.packets).toBeLessThanOrEqual(2 * 12 - 11);
  });

  test('what it throws ends the run, with the line of its source', async () => {
    const path = module(
      'throws.ts',
      '  // a comment\n  onOwn(): void {\n    (parts as unknown as { nothing: { at: number } }).nothing.at++;\n  },',
    );
    await expect(run(path)).rejects.toThrow(/throws\.ts:6: TypeError: Cannot read properties of undefined \(reading 'at'\)$/);
  });

  test('what it throws when it is made ends the run too', async () => {
    const path = join(folder, 'refuses.ts');
    writeFileSync(path, '\nexport default () => {\n  throw new Error("not today");\n};\n');
    await expect(run(path)).rejects.toThrow(/refuses\.ts:3: Error: not today$/);
  });

  test('a method that it lacks is named', async () => {
    const path = join(folder, 'lacks.ts');
    writeFileSync(path, 'export default () => ({ onOwn() {}, onNew() {} });\n');
    await expect(run(path)).rejects.toThrow(/lacks\.ts lacks onReplaced, onKnown, onStatus, /);
  });

  test.each([
    ['syntax.ts', 'export default (parts => {\n  const x = ;\n});\n', /syntax\.ts:2:13: Unexpected ";"/],
    ['nothing.ts', 'export const rule = 1;\n', /nothing\.ts has no rule: write "export default/],
    ['thrown.ts', '\nthrow new Error("at once");\n', /thrown\.ts:2: Error: at once/],
    ['imports.ts', 'import "./not-there.js";\n', /imports\.ts:1:8: Could not resolve "\.\/not-there\.js"/],
  ])('%s is refused before anything is started', async (name, text, message) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    expect((await refusal(loadRule(path))).message).toMatch(message);
  });

  test('a file that is not there is refused', async () => {
    expect((await refusal(loadRule(join(folder, 'none.ts')))).message).toMatch(/Could not resolve/);
  });
});
