import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../architecture/sources.js';
import { PROGRAM } from '../support/build.js';

const run = promisify(execFile);
const FILES = readdirSync(join(ROOT, 'examples/networks')).filter((name) => name.endsWith('.yaml'));

describe('the network files of examples', () => {
  it.each(FILES)('%s keeps what it asserts, of five seeds', async (file) => {
    const { stdout } = await run(process.execPath, [PROGRAM, 'network', 'run', join(ROOT, 'examples/networks', file), '--runs', '5']);
    expect(stdout).toContain('asserted\n  kept ');
    expect(stdout).not.toContain('BROKEN');
  });

  it.each(FILES)('%s has a page that explains it', (file) => {
    const pages = readFileSync(join(ROOT, 'docs/networks/README.md'), 'utf8');
    expect(pages).toContain(`examples/networks/${file}`);
  });

  it('one of them goes the same way again, packet for packet', async () => {
    const report = async () => {
      const argv = ['network', 'run', join(ROOT, 'examples/networks/churn.yaml'), '--seed', '4', '--json', '-'];
      const { runs } = JSON.parse((await run(process.execPath, [PROGRAM, ...argv], { maxBuffer: 2 ** 24 })).stdout);
      return runs[0].report as unknown;
    };
    expect(await report()).toEqual(await report());
  });
});
