import { PROFILE_NAMES, type ProfileName } from '../../spec/profiles.js';
import { scalar } from '../shape/scalars.js';

/** A year of the course: a number in YAML. */
export const profile = scalar(`a year of the course: ${PROFILE_NAMES.join(' or ')}`, { enum: PROFILE_NAMES.map(Number) }, (value) =>
  PROFILE_NAMES.find((name) => name === String(value)),
) satisfies { parse(value: unknown): ProfileName | undefined };
