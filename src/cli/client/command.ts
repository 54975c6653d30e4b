import { type ServiceError, status } from '@grpc/grpc-js';
import { type FlagValues, wholeNumber } from '../go-flags.js';
import { goCommand } from '../go-command.js';
import type { Io } from '../io.js';
import { beginDownload, beginSearch, deliver, share } from './deliver.js';
import { CLIENT_FLAGS, CLIENT_NOTES, CLIENT_USAGE } from './flags.js';
import { BAD_COMBINATION, type Order, orderOf } from './order.js';

/** `peerster client`: one command to a node, as the course programs' client gives it. */
export const clientCommand = goCommand({ usage: CLIENT_USAGE, flags: CLIENT_FLAGS, notes: CLIENT_NOTES, run });

async function run(values: FlagValues, io: Io): Promise<number> {
  const port = wholeNumber('-UIPort', values.text('UIPort') as string, 1, 65_535);
  const order = orderOf(values);
  if (typeof order === 'string') {
    io.out(`${order}\n`);
    if (order === BAD_COMBINATION) io.err('peerster client: say what to do, e.g. -msg=hello; -help lists the combinations\n');
    return 1;
  }
  const host = values.text('UIAddr') as string;
  const address = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  try {
    await carryOut(address, order, io);
    return 0;
  } catch (error) {
    return failed(error as ServiceError, address, values, io);
  }
}

/** Returns once the node has accepted the order. */
async function carryOut(address: string, order: Order, io: Io): Promise<void> {
  switch (order.kind) {
    case 'text':
      return void (await deliver(address, order.text, order.destination));
    case 'search':
      return void (await beginSearch(address, order.keywords, order.budget));
    case 'download':
      return void (await beginDownload(address, order));
    case 'share': {
      const { file } = await share(address, order.file);
      if (io.interactive && file !== undefined) io.err(`peerster client: ${file.name} is shared; its metahash is ${file.metahash}\n`);
    }
  }
}

function failed(error: ServiceError, address: string, values: FlagValues, io: Io): number {
  if (error.code === status.DEADLINE_EXCEEDED || error.code === status.UNAVAILABLE) {
    return excused(`no node answers at ${address}; nothing was delivered`, values, io);
  }
  if (error.code === status.NOT_FOUND) return excused(`${error.details}; nothing was done`, values, io);
  io.err(`peerster client: ${error.details}\n`);
  return 1;
}

/** A program that sent one datagram would know nothing of this: a warning, unless -strict. */
function excused(message: string, values: FlagValues, io: Io): number {
  io.err(`peerster client: ${message}\n`);
  return values.on('strict') ? 1 : 0;
}
