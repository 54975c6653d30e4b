import { type Settings, settings } from '../../core/settings.js';
import type { Birth } from '../real/life.js';

/** The arguments of `peerster node` for a node that is to be born. `rule`: the module of the user's own rule. */
export function nodeFlags({ name, peers, seed, simple, settings: asked }: Birth, rule: string | undefined): readonly string[] {
  return [
    `-name=${name}`,
    '-UIPort=0',
    '-gossipAddr=127.0.0.1:0',
    `-peers=${peers.join(',')}`,
    `-seed=${seed}`,
    `-set=${changes(asked)}`,
    '-ready',
    ...(simple ? ['-simple'] : []),
    ...(rule === undefined ? [] : [`-rule=${rule}`]),
  ];
}

/** The settings that differ from the defaults, and those for which the program has flags of its own. */
function changes(asked: Settings): string {
  const usual = settings({});
  const names = Object.keys(asked) as (keyof Settings)[];
  const differing = names.filter((name) => asked[name] !== usual[name] || name === 'antiEntropy' || name === 'routeRumors');
  return differing.map((name) => `${name}=${asked[name]}`).join(',');
}
