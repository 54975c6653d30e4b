import { Command as Parser, Option } from 'commander';
import type { Io } from '../io.js';
import { between } from './flags.js';
import { withProgramOptions } from './program-options.js';
import type { ServeFlags } from './serve.js';

const EXAMPLES = `
Examples:
  peerster network serve
  peerster network create --topology ring --nodes 20
  peerster send --address 10100 --node n1 "hello"
  peerster network run-until converged
  peerster watch --address 10100 --node n7 --from-start

How to drive networks by hand: docs/networks.md.

Exit status: 0 after Ctrl-C; 1 if the port cannot be served; 2 for bad flags.`;

/** `peerster network serve`: what it does is loaded only when it is asked for. */
export function serveParser(io: Io): Parser {
  return withProgramOptions(new Parser('serve'))
    .summary('serve the API of networks, which makes and drives them')
    .description(
      'Serves NetworkService: networks in virtual time, on real sockets or as processes, made and driven by gRPC from any language; and ' +
        "every node's own NodeService on the same port. All networks end with Ctrl-C.",
    )
    .addOption(new Option('--port <port>', 'where to serve; 0: any free one').default(10_100).argParser(between(0, 65_535)))
    .addOption(new Option('--host <address>', 'of this machine').default('127.0.0.1'))
    .addOption(new Option('--insecure', 'allow a --host that others can reach; there is neither encryption nor a password'))
    .addOption(new Option('--programs', "start somebody else's programs as nodes where a request says so: it may run any command"))
    .addOption(new Option('--ready', 'write a line of JSON to standard output once it serves, for programs'))
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ServeFlags) => (await import('./serve.js')).serve(flags, io));
}
