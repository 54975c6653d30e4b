import { Command as Parser, Option } from 'commander';
import { ClientError, Status } from 'nice-grpc';
import { type Connection, connect } from '../../../clients/typescript/src/connect.js';
import { parseUiAddress } from './address.js';

export interface VerbOptions {
  readonly address: string;
  readonly json?: boolean;
}

/** The parser of one verb, with what all verbs have. */
export function verb(name: string, about: string, examples: readonly string[]): Parser {
  return new Parser(`peerster ${name}`)
    .description(about)
    .addOption(
      new Option('-a, --address <host:port>', 'the UIPort of the node; a port alone is one of this machine')
        .default('127.0.0.1:10000')
        .argParser(parseUiAddress),
    )
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
}

/** For those whose answer is a table or a sentence otherwise. */
export const JSON_OPTION = ['--json', 'JSON for programs, one value a line'] as const;

/** Calls a node and closes the connection. What the node or the network answers instead becomes one line that says what to do. */
export async function withNode<T>(address: string, act: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(address);
  try {
    return await act(connection);
  } catch (error) {
    throw error instanceof ClientError ? new Error(explain(error, address)) : error;
  } finally {
    connection.close();
  }
}

function explain({ code, details }: ClientError, address: string): string {
  if (code === Status.UNAVAILABLE) return `no node answers at ${address}; start one with peerster node, or say where it is with --address`;
  return `${Status[code]}: ${details}`;
}
