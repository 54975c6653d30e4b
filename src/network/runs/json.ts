import { VERSION } from '../../version.js';
import { settings } from '../../core/settings.js';
import type { NetworkSpec } from '../spec/network-spec.js';
import { rulingOf } from './rate.js';
import type { Runs } from './run.js';

/** Everything that runs told, with what produced it, as JSON. */
export function toJson(spec: NetworkSpec, { engine, runs, rate, summary }: Runs, command: string): string {
  const provenance = { version: VERSION, node: process.version, command, settings: settings(spec.settings) };
  return `${JSON.stringify({ name: spec.name, engine, provenance, verdict: rulingOf(rate), rate, summary, runs }, undefined, 2)}\n`;
}
