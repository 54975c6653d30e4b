import {
  ExplainResponse,
  GetNetworkResponse,
  ListNodesResponse,
  Network,
  type NetworkNode,
  type NetworkReport,
} from '../../../gen/peerster/v1/network.js';
import { UsageError } from '../../go-flags.js';
import { table } from '../../verbs/table.js';
import { number, percent } from '../spread-table.js';
import type { Target, VerbOptions } from './verb.js';
import { engineName, faultInWords, inMs, jsonLine, stateName } from './words.js';

const PAGE = 10_000;

/** All networks of a server. */
export async function list({ networks, options, io }: Target): Promise<void> {
  const all = (await networks.listNetworks({})).networks;
  if (options.json) return io.out(all.map((each) => jsonLine(Network.toJSON(each))).join(''));
  const rows = all.map((each) => [
    each.name,
    engineName(each.engine),
    `${number(each.nodesUp)} of ${number(each.nodes)} up`,
    number(Number(each.links)),
    inMs(each.time),
    String(each.faults),
    String(each.seed),
  ]);
  io.out(table(['NAME', 'ENGINE', 'NODES', 'LINKS', 'TIME', 'FAULTS', 'SEED'], rows));
}

export interface GetOptions extends VerbOptions {
  readonly nodes?: boolean;
}

/** One network: as a whole, or node by node. */
export async function get({ networks, network, options, io }: Target<GetOptions>): Promise<void> {
  if (options.nodes) return nodes({ networks, network, options, io });
  const answer = await networks.getNetwork({ network });
  if (options.json) return io.out(jsonLine(GetNetworkResponse.toJSON(answer)));
  const whole = answer.network as Network;
  const lines = [
    `${whole.name}: ${engineName(whole.engine)}, seed ${whole.seed}, ${inMs(whole.time)} old${whole.speed === 0 ? '' : `, ${whole.speed} times real time`}`,
    `${number(whole.nodesUp)} of ${number(whole.nodes)} nodes up, ${number(Number(whole.links))} links, ${whole.planned} commands planned`,
    ...(whole.failure === '' ? [] : [`failed: ${whole.failure}`]),
    ...answer.faults.map((fault) => `fault ${fault.id}: ${faultInWords(fault)}`),
  ];
  io.out(`${lines.join('\n')}\n`);
}

async function nodes({ networks, network, options, io }: Target): Promise<void> {
  const all: NetworkNode[] = [];
  for (let pageToken = ''; ; ) {
    const page = await networks.listNodes({ network, pageSize: PAGE, pageToken });
    if (options.json) io.out(jsonLine(ListNodesResponse.toJSON(page)));
    else all.push(...page.nodes);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  if (options.json) return;
  const rows = all.map((node) => [node.name, stateName(node.state), String(node.links), node.gossipAddress || '-', node.uiAddress || '-']);
  io.out(table(['NAME', 'STATE', 'LINKS', 'GOSSIPS AT', 'UIPORT'], rows));
}

/** Why a rumor is not at a node, or why not every node holds everything. */
export async function explain({ networks, network, options, io }: Target, words: readonly string[]): Promise<void> {
  const [origin = '', id = '', node = ''] = words;
  if (words.length !== 0 && (words.length !== 3 || !/^\d{1,10}$/.test(id)))
    throw new UsageError('say nothing for the whole network, or whose rumor, its number and the node that may lack it: explain alice 1 n7');
  const rumor = words.length === 0 ? undefined : { origin, id: Number(id), node };
  const answer = await networks.explain({ network, rumor });
  io.out(options.json ? jsonLine(ExplainResponse.toJSON(answer)) : `${answer.text}\n`);
}

/** What a network has done. The JSON is that of `peerster network run --json`. */
export async function report({ networks, network, options, io }: Target): Promise<void> {
  const answer = await networks.getReport({ network });
  io.out(options.json ? `${answer.json}\n` : reportTable(answer.report as NetworkReport));
}

function reportTable(of: NetworkReport): string {
  const two = (value: number): string => (Number.isInteger(value) ? number(value) : value.toFixed(2));
  const rows = [
    ['nodes up', number(of.nodes), ''],
    ['rumors', number(Number(of.rumors)), ''],
    ['deliveries', number(Number(of.deliveries)), `${number(Number(of.floorPayloads))} at best`],
    ...of.coverage.map(({ share, time }) => [`time to ${percent(share)}`, time === undefined ? 'not yet' : inMs(time), '']),
    ['residue', percent(of.residue), ''],
    ['last delivery hop', number(of.lastHop), `${number(of.floorHops)} at best`],
    ['datagrams per delivery', two(of.packetsPerDelivery), '1 at best'],
    ['bytes per delivery', two(of.bytesPerDelivery), `${two(of.bytesWithHeadersPerDelivery)} with headers`],
    ['redundancy', two(of.redundancy), ''],
    ...of.packets.map(({ kind, packets, bytes }) => [`sent: ${kind}`, number(Number(packets)), `${number(Number(bytes))} bytes`]),
    ['lost', number(Number(of.lost)), ''],
  ];
  return table(['', inMs(of.time), ''], rows);
}
