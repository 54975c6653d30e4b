import { writeSync } from 'node:fs';
import { answerAtOnce } from '../at-once.js';
import { systemIo } from '../io.js';
import { loadProgram } from './program.js';

// Node would print the source line of an error that nobody caught, and the program is one line of a megabyte.
process.on('uncaughtException', (error) => {
  writeSync(2, `peerster: ${error.stack ?? String(error)}\n`);
  process.exit(1);
});

const io = systemIo();
const argv = process.argv.slice(2);
const status = answerAtOnce(argv, { out: at(1, (text) => io.out(text)), err: at(2, (text) => io.err(text)) });
if (status !== undefined) process.exitCode = status;
// Ends the process even with connections left open.
else
  void loadProgram()
    .main(argv, io)
    .then((end) => io.written(() => process.exit(end)));

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
