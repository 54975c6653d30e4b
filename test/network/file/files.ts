import { BadFile, readNetwork } from '../../../src/network/file/read.js';
import type { NetworkSpec } from '../../../src/network/spec/network-spec.js';

/** Its last line is line 5, so that what is added begins at line 6. */
export const SMALL = `
nodes: [ann, bob, eve]
topology: line
workload:
  once: 0
`;

export function read(text: string): NetworkSpec {
  return readNetwork(text, 'net.yaml');
}

/** Each problem as `line: message`; none for a file that can be read. */
export function problemsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BadFile) return error.problems.map(({ line, message }) => `${line}: ${message}`);
    throw error;
  }
  return [];
}

export function linesOf(text: string): number[] {
  return problemsOf(text).map((problem) => Number(problem.split(':')[0]));
}
