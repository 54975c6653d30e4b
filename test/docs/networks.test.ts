import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readRequest } from '../../src/cli/call/request.js';
import { findMethod } from '../../src/cli/call/schema.js';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/networks.md', import.meta.url)), 'utf8');
const CALLS = [...PAGE.matchAll(/peerster call (?:--\S+ \S+ )*(\w+)(?:[ \n]+'([^']*)')?/g)].map(
  ([, method, json]) => [method, json ?? '{}'] as const,
);

test('the page of networks by hand shows many calls', () => {
  expect(CALLS.length).toBeGreaterThan(20);
});

test.each(CALLS)('it calls %s with what that takes: %s', (method, json) => {
  expect(readRequest(findMethod(method as string).input, json)).toBeDefined();
});
