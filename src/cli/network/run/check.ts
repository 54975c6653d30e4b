import type { Io } from '../../io.js';
import { number } from '../spread-table.js';
import { readFile } from './read-file.js';

/** Says whether a file can be played, and what is wrong with it. */
export function check(file: string, io: Io): void {
  const { nodes, engine, timeline, assertions } = readFile(file, io);
  io.out(
    `${file}: ${number(nodes.length)} nodes, ${engine}; ${count(timeline.length, 'entry', 'entries')} in the timeline, ` +
      `${count(assertions.length, 'assertion', 'assertions')}\n`,
  );
}

function count(many: number, one: string, several: string): string {
  return `${many} ${many === 1 ? one : several}`;
}
