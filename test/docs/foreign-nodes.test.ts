import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readNetwork } from '../../src/network/file/read.js';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/foreign-nodes.md', import.meta.url)), 'utf8');
const FILES = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text as string);

test("the network files on the page of other people's nodes can be played", () => {
  expect(FILES.length).toBeGreaterThan(0);
  for (const file of FILES) expect(readNetwork(file, 'page').programs).toHaveLength(1);
});
