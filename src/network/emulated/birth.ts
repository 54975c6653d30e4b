import type { Birth } from './carrier.js';
import type { Disks } from './disks.js';
import type { WorldOptions } from './world-options.js';

/** What every node of a world is born with. */
export type CommonBirth = Pick<Birth, 'settings' | 'simple' | 'isSelf' | 'fileHost' | 'rule'>;

export function commonBirth({ settings, dissemination }: WorldOptions, disks: Disks): CommonBirth {
  const common = { settings, simple: false, isSelf: isNobody, fileHost: disks.open };
  return dissemination === undefined ? common : { ...common, rule: dissemination };
}

/** No link leads from a node to itself. */
function isNobody(): boolean {
  return false;
}
