import { dirname, resolve } from 'node:path';
import { type Compiled, shortly } from './compile.js';

/** An error of a rule, with the line of its source: `my-rule.ts:12: …`. */
export function blame(error: unknown, path: string, { map }: Compiled): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `it threw ${String(error)}`;
  const frame = error instanceof Error ? frameOf(error, path) : undefined;
  if (frame === undefined) return `${shortly(path)}: ${message}`;
  const entry = map.findEntry(frame.line - 1, frame.column - 1);
  if (!('originalSource' in entry)) return `${shortly(path)}: ${message}`;
  return `${shortly(resolve(dirname(path), entry.originalSource))}:${entry.originalLine + 1}: ${message}`;
}

/** The innermost place in the compiled module. */
function frameOf({ stack = '' }: Error, path: string): { readonly line: number; readonly column: number } | undefined {
  const at = stack.indexOf(`${path}.compiled:`);
  const match = at < 0 ? null : /:(\d+):(\d+)/.exec(stack.slice(at + path.length));
  return match === null ? undefined : { line: Number(match[1]), column: Number(match[2]) };
}
