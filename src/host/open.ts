import { randomInt, randomUUID } from 'node:crypto';
import { type Settings, settings } from '../core/settings.js';
import { type Address, formatAddress, isUnspecified, parseAddress, parsePeerList } from './address.js';
import { AddressBook } from './address-book.js';
import { checkName } from './name.js';
import { OwnAddresses, outwardHost } from './own-addresses.js';
import type { Report } from './report.js';
import { numericHost } from './resolve.js';
import { UdpSocket } from './udp.js';
import { UdpNode } from './udp-node.js';
import type { UdpPeer } from './udp-peer.js';

export interface UdpNodeOptions {
  /** 1 to 255 bytes; see `checkName`. */
  readonly name: string;
  /** Where to gossip, `host:port`; port 0 for any free one. */
  readonly gossipAddress: string;
  /** How others should write this address, if not as it is bound; port 0 means the port that was bound. */
  readonly advertise?: string | undefined;
  /** `host:port` each; names that cannot be resolved yet are tried again. */
  readonly peers?: readonly string[] | undefined;
  /** Simple mode instead of mongering. */
  readonly simple?: boolean | undefined;
  /** Protocol constants that are to differ from their defaults. */
  readonly settings?: Partial<Settings> | undefined;
  /** Of the node's random choices; a random one if unset. */
  readonly seed?: number | undefined;
  /** Told what a person may want to know. */
  readonly report?: Report | undefined;
}

/** A name that has no answer after this long is left to be tried again, so that a node starts without its name server. */
const RESOLVE_MS = 1_000;

/** Starts a node. Throws INVALID_NAME, INVALID_ADDRESS (also for a port in use) or INVALID_SETTING; nothing is left open then. */
export async function openUdpNode(options: UdpNodeOptions): Promise<UdpNode> {
  const name = checkName(options.name);
  const constants = settings(options.settings ?? {});
  const configured = (options.peers ?? []).flatMap(parsePeerList);
  const advertised = options.advertise === undefined ? undefined : parseAddress(options.advertise, 'bind');
  const report = options.report ?? (() => {});
  const socket = await UdpSocket.open(await bindAddress(options.gossipAddress), report);
  try {
    return await start({ name, constants, configured, advertised, report, socket, options });
  } catch (error) {
    socket.close();
    throw error;
  }
}

interface Checked {
  readonly name: string;
  readonly constants: Settings;
  readonly configured: readonly Address[];
  readonly advertised: Address | undefined;
  readonly report: Report;
  readonly socket: UdpSocket;
  readonly options: UdpNodeOptions;
}

async function start({ name, constants, configured, advertised, report, socket, options }: Checked): Promise<UdpNode> {
  const outward = await outwardAddress(socket.address, advertised);
  const own = new OwnAddresses(socket.address, outward);
  let held: () => Iterable<UdpPeer> = () => [];
  const book = new AddressBook({
    family: socket.address.family === 6 ? 6 : 4,
    isSelf: (host, port) => own.has(host, port),
    held: () => held(),
  });
  const found = await Promise.all(configured.map((address) => firstLookUp(address, socket.address, report)));
  const peers = found.map((host, index) => (host === undefined ? undefined : book.intern(host, (configured[index] as Address).port)));
  const known = peers.filter((peer) => peer !== undefined);
  held = () => known;
  const node = new UdpNode({
    facts: { name, incarnation: randomUUID(), gossipAddress: formatAddress(outward), uiAddress: '', startTime: Date.now() },
    settings: constants,
    simple: options.simple ?? false,
    seed: options.seed ?? randomInt(2 ** 48 - 1),
    peers: known,
    socket,
    book,
    report,
  });
  held = () => node.held();
  configured.forEach((address, index) => address.family === 0 && node.watchName(address, peers[index]));
  return node;
}

async function bindAddress(text: string): Promise<Address> {
  const address = parseAddress(text, 'bind');
  if (address.family !== 0) return address;
  const host = await numericHost(address, { host: '::', port: 0, family: 6 });
  return { host, port: address.port, family: host.includes(':') ? 6 : 4 };
}

async function outwardAddress(bound: Address, advertised: Address | undefined): Promise<Address> {
  const family = bound.family === 6 ? 6 : 4;
  if (advertised === undefined) return { ...bound, host: isUnspecified(bound.host) ? outwardHost(family) : bound.host };
  const host = await numericHost(advertised, { host: '::', port: 0, family: 6 });
  return { host, port: advertised.port === 0 ? bound.port : advertised.port, family };
}

/** A name without an answer, now or in time, is undefined: it is tried again later. Other faults throw. */
async function firstLookUp(address: Address, bound: Address, report: Report): Promise<string | undefined> {
  if (address.family !== 0) return numericHost(address, bound);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('no answer yet')), RESOLVE_MS)));
  try {
    return await Promise.race([numericHost(address, bound), late]);
  } catch (error) {
    report('warn', `${(error as Error).message}; trying again`, { address: formatAddress(address) });
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
