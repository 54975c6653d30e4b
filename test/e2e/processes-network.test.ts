import { afterEach, describe, expect, test } from 'vitest';
import type { EngineOptions } from '../../src/network/engine/options.js';
import { ProcessNetwork } from '../../src/network/processes/network.js';
import { Warden } from '../../src/network/processes/warden.js';
import { realStatements } from '../network/engine/real-statements.js';
import { PATIENCE, quick, stage } from '../network/engine/stage.js';
import { statements } from '../network/engine/statements.js';
import { observeAll, order } from '../network/sight/stage.js';
import { PROGRAM } from '../support/build.js';
import { descendantsOf, HAS_PROC, running } from '../support/process-tree.js';

const open = (options: EngineOptions) => ProcessNetwork.open(quick(options));

describe('a network of processes', () => {
  statements(open, { remembers: false });
  realStatements(open);

  test('a node that was killed from outside is down, and comes back', async () => {
    const engine = await stage(open, { nodes: 1, topology: 'line' });
    const before = new Set(descendantsOf(process.pid));
    const late = await engine.add({ name: 'late' });
    const [pid] = descendantsOf(process.pid).filter((each) => !before.has(each));
    process.kill(pid as number, 'SIGKILL');
    expect(await engine.time.until(() => engine.state(late) === 'down', 10_000)).toBe(true);
    await engine.restart(late, 'lost');
    expect(await engine.publish(late, 'here again')).toBe(1);
  });

  test('what the relay sees of processes is what they tell', async () => {
    const engine = await stage(open, { nodes: 5 });
    const { told, seen, known } = observeAll(engine);
    for (let round = 0; round < 5; round++)
      await Promise.all(engine.names.map((name, node) => engine.publish(node, `${round} of ${name}`)));
    expect(await engine.time.until(() => seen.length >= 5 * 5 * 5 && told.length >= 5 * 5 * 5, PATIENCE)).toBe(true);
    expect(order(seen)).toEqual(order(told));
    for (const [node, seenOf] of known.entries()) expect(new Set(seenOf.vector())).toEqual(new Set(engine.vector(node)));
  });

  test('a node that cannot start says why, and nothing is left of the network', async () => {
    const make = () => {
      throw new Error('made in the processes, not here');
    };
    await expect(stage(open, { nodes: 2, topology: 'line', rule: { path: '/nowhere/rule.js', make } })).rejects.toThrow(/rule/);
    await expect.poll(() => descendantsOf(process.pid).length).toBe(0);
  });
});

describe.runIf(HAS_PROC)('the warden of processes', () => {
  const wardens: Warden[] = [];
  afterEach(async () => {
    await Promise.all(wardens.splice(0).map((warden) => warden.close()));
  });

  /** A program that starts another one in its process group. */
  async function family(): Promise<Warden> {
    const warden = Warden.open(PROGRAM);
    wardens.push(warden);
    const { line } = await warden.start(['sh', '-c', 'echo noise; sleep 1000 & echo ready at last; wait'], /^ready/);
    expect(line).toBe('ready at last');
    return warden;
  }

  test('kills whole process groups, and is gone itself', async () => {
    const warden = await family();
    const started = descendantsOf(process.pid);
    expect(started.length).toBe(3);
    await warden.close();
    await expect.poll(() => running(started)).toEqual([]);
  });

  test('if it is killed itself, its network kills the groups and knows it', async () => {
    const engine = await stage(open, { nodes: 2, topology: 'line' });
    const started = descendantsOf(process.pid);
    process.kill(started[0] as number, 'SIGKILL');
    expect(await engine.time.until(() => engine.state(0) === 'down' && engine.state(1) === 'down', 10_000)).toBe(true);
    await expect.poll(() => running(started)).toEqual([]);
  });

  test('is gone at once in the middle of what it tells', async () => {
    for (let round = 0; round < 10; round++) {
      const warden = Warden.open(PROGRAM);
      wardens.push(warden);
      let heard = 0;
      await new Promise<void>((resolve) => {
        const launch = { argv: ['yes', `DSDV ${'a'.repeat(500)} 127.0.0.1:5000`], reads: ['route'] } as const;
        warden.launch(launch, () => (heard++ === round ? resolve() : undefined));
      });
      await warden.close();
    }
  });

  test('tells the last lines of what has ended, and of what runs', async () => {
    const warden = Warden.open(PROGRAM);
    wardens.push(warden);
    await expect(warden.start(['sh', '-c', 'echo out; echo err >&2; exit 3'], /never/)).rejects.toThrow(/status 3: (out: err|err: out)/);
    await expect(warden.start(['/nowhere/program'], /never/)).rejects.toThrow(/ENOENT/);
    const { process: runs } = await warden.start(['sh', '-c', 'echo one; echo two; sleep 1000'], /two/);
    expect(await runs.output()).toEqual(['one', 'two']);
  });
});
