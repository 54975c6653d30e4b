import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** From the root of the repository, e.g. `src/core/node.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and with the contents of strings emptied. */
  readonly code: string;
}

export interface Import {
  readonly from: string;
  /** As written where it is a package; from the root of the repository where it is a file. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every TypeScript source below a folder. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(ROOT, folder, name), 'utf8');
      return { path: join(folder, name), text, code: withoutStrings(withoutComments(text)) };
    });
}

/** What a source imports or re-exports, statically or not. */
export function importsOf({ path, text }: Source): readonly Import[] {
  const pattern =
    /^\s*(?:import|export)\s(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...withoutComments(text).matchAll(pattern)].map((match) => ({
    from: path,
    to: resolve(path, (match[2] ?? match[3] ?? match[4]) as string),
    typeOnly: match[1] !== undefined,
  }));
}

function resolve(from: string, to: string): string {
  return to.startsWith('.') ? relative(ROOT, join(ROOT, dirname(from), to)).replace(/\.js$/, '.ts') : to;
}

/** Comments out, strings kept, so that `//` in a string is no comment. */
function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_all, string) => string ?? ' ',
  );
}

/** Emptied, except for what `${}` in a template computes. */
function withoutStrings(text: string): string {
  const emptied = text.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");
  return emptied.replace(
    /`(?:\\.|[^`\\])*`/g,
    (template) => `\`${[...template.matchAll(/\$\{([^}]*)\}/g)].map((hole) => hole[1]).join(' ')}\``,
  );
}
