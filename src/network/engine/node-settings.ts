import { type Settings, settings } from '../../core/settings.js';
import type { NodeSpec } from './engine.js';

/** The settings of a node: its own over the network's. Throws INVALID_SETTING. */
export function settingsOf(spec: NodeSpec, common: Settings): Settings {
  return spec.settings === undefined ? common : settings({ ...common, ...spec.settings });
}
