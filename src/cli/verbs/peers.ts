import { Peer, PeerDialect } from '../../gen/peerster/v1/node.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { table } from './table.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

const EXAMPLES = ['peerster peers', 'peerster peers add 127.0.0.1:5001', 'peerster peers remove 127.0.0.1:5001 --address 127.0.0.1:10001'];

/** `peerster peers [list|add|remove]`. */
export const peersCommand = parsedCommand((io) =>
  verb('peers', 'Lists, adds and removes the peers of a node.', EXAMPLES)
    .argument('[action]', 'list, add or remove', 'list')
    .argument('[peer]', 'the gossip address to add or remove, host:port')
    .option(...JSON_OPTION)
    .action((action: string, peer: string | undefined, options: VerbOptions, parser) => {
      if (action === 'list' && peer === undefined) return list(options, io);
      if (action === 'add' && peer !== undefined) return add(peer, options, io);
      if (action === 'remove' && peer !== undefined) return remove(peer, options, io);
      return parser.error(`"${[action, peer].join(' ').trim()}" is not understood; write list, add ADDRESS or remove ADDRESS`);
    }),
);

const DIALECTS: Readonly<Partial<Record<PeerDialect, string>>> = {
  [PeerDialect.PEER_DIALECT_COURSE]: 'course',
  [PeerDialect.PEER_DIALECT_REFERENCE]: 'reference',
  [PeerDialect.PEER_DIALECT_PEERSTER]: 'peerster',
};

async function list({ json, ...to }: VerbOptions, io: Io): Promise<void> {
  const peers = await withNode(to, (node) => node.peers());
  if (json) io.out(peers.map(jsonOf).join(''));
  else io.out(table(['ADDRESS', 'KNOWN', 'LAST HEARD', 'DIALECT'], peers.map(cellsOf)));
}

async function add(peer: string, { json, ...to }: VerbOptions, io: Io): Promise<void> {
  const added = await withNode(to, (node) => node.addPeer(peer));
  if (added !== undefined) io.out(json ? jsonOf(added) : `added ${added.address}\n`);
  else io.err(`peerster peers: ${peer} is the node itself; nothing was added\n`);
}

async function remove(peer: string, { json, ...to }: VerbOptions, io: Io): Promise<void> {
  await withNode(to, (node) => node.removePeer(peer));
  if (!json) io.out(`removed ${peer}\n`);
}

function jsonOf(peer: Peer): string {
  return `${JSON.stringify(Peer.toJSON(peer))}\n`;
}

function cellsOf({ address, configured, lastHeardTime, dialect }: Peer): string[] {
  return [address, configured ? 'configured' : 'learnt', ago(lastHeardTime), DIALECTS[dialect] ?? '-'];
}

function ago(time: Peer['lastHeardTime']): string {
  if (time === undefined) return 'never';
  const seconds = (Date.now() - (Number(time.seconds) * 1_000 + time.nanos / 1e6)) / 1_000;
  return `${Math.max(0, seconds).toFixed(1)} s ago`;
}
