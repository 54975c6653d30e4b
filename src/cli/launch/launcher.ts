import { answerAtOnce } from '../at-once.js';
import { systemIo } from '../io.js';
import { loadBody } from './body.js';

const io = systemIo();
const argv = process.argv.slice(2);
const status = answerAtOnce(argv, io);
if (status !== undefined) process.exitCode = status;
else void loadBody().main(argv, io).then(leave);

/** Ends the process even with connections left open, but not before a pipe has taken everything. */
function leave(status: number): void {
  if (process.stdout.writableLength === 0) process.exit(status);
  process.stdout.write('', () => process.exit(status));
}
