import { Option, Command as Parser } from 'commander';
import type { NetworkServiceClient } from '../../../gen/peerster/v1/network.js';
import type { Io } from '../../io.js';
import { parseUiAddress } from '../../verbs/address.js';

/** What all verbs for a served network are told. */
export interface VerbOptions {
  readonly address: string;
  readonly network?: string;
  readonly json?: boolean;
}

/** What a verb acts on: the calls of the server, the network that is meant ('' for the only one), and who wants to know. */
export interface Target<Options extends VerbOptions = VerbOptions> {
  readonly networks: NetworkServiceClient;
  readonly network: string;
  readonly options: Options;
  readonly io: Io;
}

type Act<Options extends VerbOptions> = (target: Target<Options>, words: readonly string[]) => Promise<void>;

/** A verb of `peerster network`. What it does is loaded only when it is asked for. */
interface Verb<Options extends VerbOptions = VerbOptions> {
  readonly name: string;
  readonly about: string;
  /** Arguments as commander writes them, each with what it is. */
  readonly words?: readonly (readonly [form: string, about: string])[];
  readonly options?: readonly Option[];
  readonly examples: readonly string[];
  readonly act: () => Promise<Act<Options>>;
}

/** Its parser, made when it is asked for. */
export function verb<Options extends VerbOptions = VerbOptions>({ name, about, words = [], options = [], examples, act }: Verb<Options>) {
  return (io: Io): Parser => {
    const parser = new Parser(name)
      .summary(about)
      .description(`To a running peerster network serve or up: ${about}.`)
      .addOption(
        new Option('-a, --address <host:port>', 'its port; a port alone is one of this machine')
          .default('127.0.0.1:10100')
          .argParser(parseUiAddress),
      )
      .option('--network <name>', 'which network, where there are several')
      .option('--json', 'the answer as JSON, for programs')
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  peerster network ${example}`).join('\n')}`);
    for (const [form, what] of words) parser.argument(form, what);
    for (const option of options) parser.addOption(option);
    return parser.action(async (...given: unknown[]) => {
      const { withNetworks } = await import('./with-networks.js');
      const wanted = given
        .slice(0, words.length)
        .flat()
        .filter((word): word is string => word !== undefined);
      await withNetworks(parser.opts<Options>(), io, await act(), wanted);
    });
  };
}
