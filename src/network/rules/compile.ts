import { SourceMap, type SourceMapPayload } from 'node:module';
import { relative, resolve } from 'node:path';
import type { build, Message } from 'esbuild';
import { PeersterError } from '../../core/errors.js';

/** A module as it can be run, and the way back to its source. */
export interface Compiled {
  /** CommonJS. */
  readonly code: string;
  readonly map: SourceMap;
}

/** What a module may import by this name is the running program's own. */
export const OWN_PACKAGE = 'peerster';

/**
 * Compiles a module in TypeScript or JavaScript, with what it imports from beside it. Throws INVALID_REQUEST with file and line for what
 * is no module, UNSUPPORTED where the compiler is not installed.
 */
export async function compile(path: string): Promise<Compiled> {
  const esbuild = await compiler();
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [path],
      outfile: `${path}.compiled`,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: 'external',
      write: false,
      logLevel: 'silent',
    });
    const text = (end: string) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
    return { code: text('.compiled'), map: new SourceMap(JSON.parse(text('.map')) as SourceMapPayload) };
  } catch (error) {
    const [first] = (error as { readonly errors?: readonly Message[] }).errors ?? [];
    throw first === undefined ? error : new PeersterError('INVALID_REQUEST', inWords(first, path));
  }
}

async function compiler(): Promise<{ readonly build: typeof build }> {
  try {
    return await import('esbuild');
  } catch (error) {
    const message =
      'a rule of your own is compiled by the package esbuild, which is not installed beside this program: npm install esbuild';
    throw new PeersterError('UNSUPPORTED', message, { cause: (error as Error).message });
  }
}

function inWords({ text, location }: Message, path: string): string {
  if (location === null) return `${shortly(path)}: ${text}`;
  return `${shortly(resolve(location.file))}:${location.line}:${location.column + 1}: ${text}`;
}

/** As whoever started the program would name it. */
export function shortly(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
