import { Command as Parser, Option } from 'commander';
import { ClientError, Status } from 'nice-grpc';
import { Node } from '../../../clients/typescript/src/node.js';
import { parseUiAddress } from './address.js';

/** Which node is meant. */
export interface NodeOptions {
  readonly address: string;
  readonly node?: string;
  readonly network?: string;
}

export interface VerbOptions extends NodeOptions {
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
    .option('--node <name>', 'the node that is meant, where the address is the port of a network')
    .option('--network <name>', 'its network, where that port leads to several')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
}

/** For those whose answer is a table or a sentence otherwise. */
export const JSON_OPTION = ['--json', 'JSON for programs, one value a line'] as const;

/** Calls a node and closes the connection. What the node or the network answers instead becomes one line that says what to do. */
export async function withNode<T>(options: NodeOptions, act: (node: Node) => Promise<T>): Promise<T> {
  const node = Node.connect(options.address, options);
  try {
    return await act(node);
  } catch (error) {
    throw error instanceof ClientError ? new Error(explain(error, options)) : error;
  } finally {
    node.close();
  }
}

function explain({ code, details }: ClientError, { address, node }: NodeOptions): string {
  if (code !== Status.UNAVAILABLE || (node !== undefined && !details.startsWith('No connection established')))
    return `${Status[code]}: ${details}`;
  return `no node answers at ${address}; start one with peerster node, or say where it is with --address`;
}
