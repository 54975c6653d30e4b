import { randomInt, randomUUID } from 'node:crypto';
import type { NodeOptions } from '../core/node.js';
import { type Settings, settings } from '../core/settings.js';
import { type Address, formatAddress, isUnspecified, parseAddress, parsePeerList } from './address.js';
import { AddressBook } from './address-book.js';
import { openDataFolder } from './files/data-folder.js';
import { type Folders, foldersOf } from './files/folders.js';
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
  /** How rumors spread; mongering unless told otherwise. */
  readonly rule?: NodeOptions['rule'] | undefined;
  /**
   * Where files to be shared are, and where downloads go; `_SharedFiles` and `_Downloads` in the working directory unless told otherwise. And
   * where chunks are kept for the next run, if anywhere.
   */
  readonly folders?: Partial<Folders> | undefined;
  /** Of the node's random choices; a random one if unset. */
  readonly seed?: number | undefined;
  /** Told what a person may want to know. */
  readonly report?: Report | undefined;
}

/** A name that has no answer after this long is left to be tried again, so that a node starts without its name server. */
const RESOLVE_MS = 1_000;

/** Starts a node. Throws INVALID_NAME, INVALID_ADDRESS (also for a port in use), INVALID_SETTING or DISK_FAILED; nothing is left open then. */
export async function openUdpNode(options: UdpNodeOptions): Promise<UdpNode> {
  const checked = check(options);
  const socket = await UdpSocket.open(await bindAddress(options.gossipAddress), checked.report);
  try {
    return await start(checked, socket);
  } catch (error) {
    socket.close();
    throw error;
  }
}

interface Checked {
  readonly name: string;
  readonly settings: Settings;
  readonly simple: boolean;
  readonly rule: NodeOptions['rule'] | undefined;
  readonly seed: number;
  readonly configured: readonly Address[];
  readonly advertised: Address | undefined;
  readonly report: Report;
  readonly folders: Folders;
}

function check({ name, settings: changes, peers, advertise, simple, rule, seed, report, folders }: UdpNodeOptions): Checked {
  return {
    name: checkName(name),
    settings: settings(changes ?? {}),
    simple: simple ?? false,
    rule,
    seed: seed ?? randomInt(2 ** 48 - 1),
    configured: (peers ?? []).flatMap(parsePeerList),
    advertised: advertise === undefined ? undefined : parseAddress(advertise, 'bind'),
    report: report ?? (() => {}),
    folders: foldersOf(folders ?? {}),
  };
}

async function start(checked: Checked, socket: UdpSocket): Promise<UdpNode> {
  const { name, configured, report } = checked;
  const outward = await outwardAddress(socket.address, checked.advertised);
  let held: () => Iterable<UdpPeer> = () => [];
  const book = bookFor(socket.address, outward, () => held());
  const hosts = await Promise.all(configured.map((address) => firstLookUp(address, socket.address, report)));
  const found = configured.map(({ port }, index) => (hosts[index] === undefined ? undefined : book.intern(hosts[index], port)));
  const peers = found.filter((peer) => peer !== undefined);
  held = () => peers;
  const facts = { name, incarnation: randomUUID(), gossipAddress: formatAddress(outward), uiAddress: '', startTime: Date.now() };
  const { data } = checked.folders;
  const home = data === undefined ? undefined : await openDataFolder(data);
  const node = new UdpNode({ ...checked, home, facts, peers, socket, book });
  held = () => node.held();
  configured.forEach((address, index) => address.family === 0 && node.watchName(address, found[index]));
  return node;
}

function bookFor(bound: Address, outward: Address, held: () => Iterable<UdpPeer>): AddressBook {
  const own = new OwnAddresses(bound, outward);
  return new AddressBook({ family: bound.family === 6 ? 6 : 4, isSelf: (host, port) => own.has(host, port), held });
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
