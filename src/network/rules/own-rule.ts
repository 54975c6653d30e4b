import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Dissemination, Parts } from '../../core/dissemination/dissemination.js';
import { PeersterError } from '../../core/errors.js';
import * as packets from '../../core/packet.js';
import type { OwnRule } from '../engine/engine.js';
import { blame } from './blame.js';
import { type Compiled, compile, OWN_PACKAGE, shortly } from './compile.js';
import { guarded } from './guarded.js';

type Make = (parts: Parts) => Dissemination;

/** What a rule may import of this package besides types. */
const KIT = { rumor: packets.rumor, status: packets.status, want: packets.want };

/**
 * Loads a rule of the user's own: a module whose default export makes one of its parts. `path` is absolute. Throws INVALID_REQUEST with
 * file and line. What the rule itself throws while a network runs is told to `onFailure`, once; from then on that node's does nothing.
 */
export async function loadRule(path: string, onFailure: (failure: Error) => void = () => {}): Promise<OwnRule> {
  const compiled = await compile(path);
  const make = makerIn(path, compiled);
  let hasFailed = false;
  const fail = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    onFailure(error instanceof PeersterError ? error : refusal(blame(error, path, compiled)));
  };
  return { path, make: (parts) => guarded(() => started(make, parts, path), fail) };
}

function makerIn(path: string, compiled: Compiled): Make {
  const found = attempt(() => run(path, compiled.code)['default'], path, compiled);
  if (typeof found === 'function') return found as Make;
  throw refusal(`${shortly(path)} has no rule: write "export default (parts) => new MyRule(parts)"; examples/rules/flood.ts is one`);
}

function run(path: string, code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  const others = createRequire(path);
  const require = (name: string): unknown => (name === OWN_PACKAGE ? KIT : others(name));
  compileFunction(code, ['module', 'exports', 'require'], { filename: `${path}.compiled` })(module, module.exports, require);
  return module.exports;
}

function started(make: Make, parts: Parts, path: string): Dissemination {
  const rule = make(parts);
  const missing = METHODS.filter((method) => typeof (rule as unknown as Record<string, unknown> | undefined)?.[method] !== 'function');
  if (missing.length === 0) return rule;
  throw refusal(`the rule of ${shortly(path)} lacks ${missing.join(', ')}: what it has nothing to do in may be empty`);
}

const METHODS = [
  'onOwn',
  'onNew',
  'onReplaced',
  'onKnown',
  'onStatus',
  'onRemoved',
  'endTurn',
  'tidy',
  'missed',
] as const satisfies readonly (keyof Dissemination)[];

function attempt<T>(act: () => T, path: string, compiled: Compiled): T {
  try {
    return act();
  } catch (error) {
    throw refusal(blame(error, path, compiled));
  }
}

function refusal(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
