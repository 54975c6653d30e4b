import { writeSync } from 'node:fs';
import { answerAtOnce } from '../at-once.js';
import { systemIo } from '../io.js';
import { loadProgram } from './program.js';

const io = systemIo();
const argv = process.argv.slice(2);
const status = answerAtOnce(argv, { out: at(1, (text) => io.out(text)), err: at(2, (text) => io.err(text)) });
if (status !== undefined) process.exitCode = status;
else void loadProgram().main(argv, io).then(leave);

/** A short text goes out without a stream, which takes longer to set up than the rest of the answer; `otherwise` if that fails. */
function at(fd: number, otherwise: (text: string) => void): (text: string) => void {
  return (text) => {
    try {
      writeSync(fd, text);
    } catch {
      otherwise(text);
    }
  };
}

/** Ends the process even with connections left open, but not before a pipe has taken everything. */
function leave(status: number): void {
  if (process.stdout.writableLength === 0) process.exit(status);
  process.stdout.write('', () => process.exit(status));
}
