import { Random } from '../../core/random.js';
import type { NodeSpec } from '../engine/engine.js';
import { settingsOf } from '../engine/node-settings.js';
import type { EngineOptions } from '../engine/options.js';
import type { Birth } from './life.js';

/** What a node is in one of its lives, from 0; its dice are other ones in each. Throws INVALID_SETTING. */
export function factsOf(
  options: Pick<EngineOptions, 'seed' | 'settings'>,
  spec: NodeSpec,
  life: number,
): Pick<Birth, 'name' | 'settings' | 'simple' | 'program' | 'seed'> {
  const { name, simple = false, program } = spec;
  const random = new Random(options.seed).fork('nodes').fork(life === 0 ? name : `${name}, life ${life + 1}`);
  return { name, settings: settingsOf(spec, options.settings), simple, program, seed: random.next() };
}
