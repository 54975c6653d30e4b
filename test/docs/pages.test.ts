import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['.', 'docs', 'clients', 'clients/go', 'clients/grpcurl', 'clients/python', 'clients/typescript'];
const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** As GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(PAGES)('%s', (path) => {
  const page = read(path);

  it('links to what is there', () => {
    const targets = [...page.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target as string)
      .filter((target) => !/^https?:/.test(target));
    const missing = targets.filter((target) => {
      const [file, anchor] = target.split('#') as [string, string | undefined];
      const full = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, full))) return true;
      return anchor !== undefined && !anchorsOf(read(full)).includes(anchor);
    });
    expect(missing).toEqual([]);
  });

  it('names targets of the Makefile that there are', () => {
    const targets = [...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, target]) => target as string);
    const named = [...page.matchAll(/`make ([a-z-]+)/g)].map(([, target]) => target as string);
    expect(named.filter((target) => !targets.includes(target))).toEqual([]);
  });
});

it('CONTRIBUTING.md tells what every target of the Makefile is for, but for the obvious ones', () => {
  const told = read('CONTRIBUTING.md');
  const targets = [...read('Makefile').matchAll(/^([a-z-]+):.*## /gm)].map(([, target]) => target as string);
  const OBVIOUS = ['help', 'run', 'clean'];
  expect(targets.filter((target) => !OBVIOUS.includes(target) && !told.includes(`make ${target}`))).toEqual([]);
});

it('CONTRIBUTING.md and ARCHITECTURE.md name files that there are', () => {
  const named = ['CONTRIBUTING.md', 'ARCHITECTURE.md'].flatMap((path) => [
    ...read(path).matchAll(/`((?:src|test|core|control|docs|scripts)\/[\w./-]+\.\w+)`/g),
  ]);
  const missing = named
    .map(([, path]) => path as string)
    .filter((path) => ![path, `src/${path}`].some((each) => existsSync(join(ROOT, each))));
  expect(missing).toEqual([]);
});
