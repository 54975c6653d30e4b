import { ClientError, createChannel, Status } from 'nice-grpc';
import { CHANNEL, clientOf } from '../../../../clients/typescript/src/connect.js';
import { NetworkServiceDefinition } from '../../../gen/peerster/v1/network.js';
import type { Io } from '../../io.js';
import type { Target, VerbOptions } from './verb.js';

/** Calls a server of networks and closes the connection. What it answers instead becomes one line that says what to do. */
export async function withNetworks<Options extends VerbOptions>(
  options: Options,
  io: Io,
  act: (target: Target<Options>, words: readonly string[]) => Promise<void>,
  words: readonly string[],
): Promise<void> {
  const channel = createChannel(options.address, undefined, CHANNEL);
  try {
    await act({ networks: clientOf(NetworkServiceDefinition, channel, {}), network: options.network ?? '', options, io }, words);
  } catch (error) {
    throw error instanceof ClientError ? new Error(explain(error, options)) : error;
  } finally {
    channel.close();
  }
}

function explain({ code, details }: ClientError, { address }: VerbOptions): string {
  if (code === Status.UNAVAILABLE && details.startsWith('No connection established'))
    return `no network is served at ${address}; start a server with peerster network serve, or say where it is with --address`;
  if (code === Status.UNIMPLEMENTED) return `${details}; is there a node at ${address}, and no server of networks?`;
  return `${Status[code]}: ${details}`;
}
