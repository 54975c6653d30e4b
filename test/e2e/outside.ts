import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../architecture/sources.js';

const run = promisify(execFile);
const STRICT = '--noEmit --strict --module nodenext --target es2022 --lib es2022,esnext.disposable --types node'.split(' ');

/** Somebody else's folder in which the built package is installed. */
export class Outside {
  private readonly folder = mkdtempSync(join(tmpdir(), 'peerster-outside-'));

  constructor() {
    mkdirSync(join(this.folder, 'node_modules'));
    symlinkSync(ROOT, join(this.folder, 'node_modules/peerster'));
    symlinkSync(join(ROOT, 'node_modules/@types'), join(this.folder, 'node_modules/@types'));
  }

  /** Runs a module with some arguments and returns what it prints. */
  async run(source: string, ...argv: string[]): Promise<string> {
    const path = join(this.folder, 'program.mjs');
    writeFileSync(path, source);
    return (await run('node', [path, ...argv])).stdout;
  }

  /** What the type checker has to say about modules; '' if it is content. */
  async complaints(...sources: readonly string[]): Promise<string> {
    const paths = sources.map((_, number) => join(this.folder, `program${number}.mts`));
    for (const [number, path] of paths.entries()) writeFileSync(path, sources[number] as string);
    return run(join(ROOT, 'node_modules/.bin/tsc'), [...STRICT, ...paths], { cwd: this.folder }).then(
      ({ stdout }) => stdout,
      (error: Error & { readonly stdout?: string }) => error.stdout || error.message,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
