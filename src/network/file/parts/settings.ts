import { CONSTANTS, SETTING_NAMES, type SettingName, type Settings } from '../../../core/settings.js';
import { type Field, record } from '../shape/compounds.js';
import { number, scalar } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration } from '../shape/units.js';

/** Of nodes, over the defaults: every setting by its name. */
export const nodeSettings: Shape<Partial<Settings>> = record(
  'the settings',
  Object.fromEntries(SETTING_NAMES.map((name) => [name, fieldOf(name)])),
) as Shape<Partial<Settings>>;

function fieldOf(name: SettingName): Field<number> {
  const { unit, about, min, max, value } = CONSTANTS[name];
  const shape = unit === 'ms' ? milliseconds(min, max) : number(min, max);
  return { shape, about: `${about} (${unit}; default ${value})` };
}

/** A number of ms, as with -set, or a duration with its unit. */
function milliseconds(min: number, max: number): Shape<number> {
  const schema = { anyOf: [{ type: 'number', minimum: min, maximum: max }, ...(duration.schema.anyOf as object[])] };
  return scalar(`a number of ms or a duration as 1.5 s, from ${min} to ${max} ms`, schema, (value) => {
    const ms = typeof value === 'number' ? value : duration.parse(value);
    return ms !== undefined && ms >= min && ms <= max ? ms : undefined;
  });
}
