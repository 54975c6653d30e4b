import { onTestFinished } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { converged } from '../../../src/network/engine/converged.js';
import type { Engine } from '../../../src/network/engine/engine.js';
import type { EngineOptions, LinkBehaviour } from '../../../src/network/engine/options.js';
import { Texts } from '../../../src/network/engine/texts.js';
import { PASS } from '../../../src/network/links/rule.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

/** Makes the engine that the statements are about. */
export type Open = (options: EngineOptions) => Engine | Promise<Engine>;

/** Datagrams pass untouched. */
export const FAIR: LinkBehaviour = { decide: () => PASS, copies: () => 0, corrupts: () => false, corrupted: (bytes) => bytes };

/** ms within which what must happen has to happen. */
export const PATIENCE = 15_000;

export interface Plan extends Partial<Omit<EngineOptions, 'links' | 'nodes'>> {
  readonly nodes?: number;
  readonly topology?: string;
}

/** n0, n1, … in a ring, closed at the end of the test. */
export async function stage(open: Open, { nodes = 4, topology = 'ring', ...rest }: Plan = {}): Promise<Engine> {
  const specs = Array.from({ length: nodes }, (_, at) => ({ name: `n${at}` }));
  const links = makeLinks(topology, nodes, new Random(1));
  const engine = await open({ seed: 1, settings: settings({}), behaviour: FAIR, ...rest, nodes: specs, links });
  onTestFinished(() => engine.close());
  texts.set(engine, new Texts(engine));
  return engine;
}

/** What each network has to converge on. */
const texts = new WeakMap<Engine, Texts>();

/** With shorter periods than usual, for networks whose time is real. */
export function quick(options: EngineOptions): EngineOptions {
  const { antiEntropy, ackTimeout } = options.settings;
  return { ...options, settings: { ...options.settings, antiEntropy: Math.min(200, antiEntropy), ackTimeout: Math.min(200, ackTimeout) } };
}

/** Whether a node comes to hold so many rumors of an origin. */
export function comesToHold(engine: Engine, node: number, origin: string, rumors: number): Promise<boolean> {
  return engine.time.until(() => engine.nextId(node, origin) > rumors, PATIENCE);
}

export function comesTogether(engine: Engine): Promise<boolean> {
  return engine.time.until(converged(engine, texts.get(engine) as Texts), PATIENCE);
}

/** Lets so many ms pass. */
export async function pass(engine: Engine, ms: number): Promise<void> {
  await engine.time.until(() => false, ms);
}

/** The code of the PeersterError with which a command is refused. */
export async function codeOf(command: Promise<unknown>): Promise<unknown> {
  return command.then(
    () => 'done',
    (error: { code?: unknown }) => error.code,
  );
}
