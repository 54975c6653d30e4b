import { Route } from '../../gen/peerster/v1/node.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { table } from './table.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

const EXAMPLES = ['peerster routes', 'peerster routes --address 127.0.0.1:10001 --json'];

/** `peerster routes`. */
export const routesCommand = parsedCommand((io) =>
  verb('routes', 'Lists the nodes that a node knows the way to, and the neighbour that it leads over.', EXAMPLES)
    .option(...JSON_OPTION)
    .action((options: VerbOptions) => list(options, io)),
);

async function list({ json, ...to }: VerbOptions, io: Io): Promise<void> {
  const routes = await withNode(to, (node) => node.routes());
  if (json) io.out(routes.map((route) => `${JSON.stringify(Route.toJSON(route))}\n`).join(''));
  else io.out(table(['DESTINATION', 'NEXT HOP', 'BY RUMOR'], routes.map(cellsOf)));
}

function cellsOf({ destination, nextHop, id }: Route): string[] {
  return [destination, nextHop, String(id)];
}
