import { PeersterError } from './errors.js';

/** Every protocol constant as data: what it is, its unit, its default and its bounds. Times are milliseconds. */
interface Constant {
  readonly unit: string;
  readonly about: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

export const CONSTANTS = {
  ackTimeout: { unit: 'ms', about: 'a rumor without its Status for this long flips the coin', value: 1_000, min: 1, max: 3_600_000 },
  coin: { unit: 'probability', about: 'that mongering of an acknowledged rumor goes on with another peer', value: 0.5, min: 0, max: 1 },
  fanOut: { unit: 'peers', about: 'that a new rumor is first sent to', value: 1, min: 1, max: 64 },
  antiEntropy: { unit: 'ms', about: 'between Statuses sent to a random peer; 0 turns it off', value: 1_000, min: 0, max: 3_600_000 },
  antiEntropyJitter: {
    unit: 'fraction',
    about: 'by which each anti-entropy period is lengthened or shortened at random',
    value: 0.1,
    min: 0,
    max: 0.9,
  },
  silentPeriods: { unit: 'periods', about: 'of silence after which a learnt peer is chosen last', value: 10, min: 1, max: 1_000_000 },
  window: { unit: 'rumors', about: 'in flight to one peer on the plain wire', value: 8, min: 1, max: 1_024 },
  bundleWindow: { unit: 'rumors', about: 'in flight to one peer that reads bundles', value: 192, min: 1, max: 65_536 },
  bundleBytes: {
    unit: 'bytes',
    about: 'of rumors put into one datagram for a peer that reads bundles',
    value: 1_400,
    min: 64,
    max: 65_000,
  },
  ackDelay: { unit: 'ms', about: 'that a Status answering a bundle may wait for more of them', value: 5, min: 0, max: 1_000 },
  statusBytes: { unit: 'bytes', about: 'of a Status; a larger vector goes in parts', value: 60_000, min: 64, max: 65_000 },
  statusPartBytes: { unit: 'bytes', about: 'of one part of a Status to a peer that reads parts', value: 8_000, min: 64, max: 65_000 },
  retransmitMin: {
    unit: 'ms',
    about: 'least wait before a rumor in flight is sent to the same peer again',
    value: 20,
    min: 1,
    max: 60_000,
  },
  retransmitStart: { unit: 'ms', about: 'the same before a round trip has been measured', value: 250, min: 1, max: 60_000 },
  catchUpRate: { unit: 'datagrams/s', about: 'that a node spends on peers that are catching up', value: 400, min: 1, max: 1_000_000 },
  redundantRate: { unit: 'rumors/s', about: 'sent to peers that are known to hold them already', value: 100, min: 1, max: 1_000_000 },
  feedWait: { unit: 'ms', about: 'under load, that a peer which others feed is left to them', value: 5, min: 0, max: 60_000 },
  catchUpFrom: {
    unit: 'rumors',
    about: 'missed in an absence from which on the rate for catching up applies',
    value: 64,
    min: 0,
    max: 1_000_000,
  },
  statusAnswerEvery: {
    unit: 'ms',
    about: 'least time between two unsolicited Status answers to one peer',
    value: 100,
    min: 0,
    max: 60_000,
  },
  greet: { unit: 'peers', about: 'that are told at once when a node starts', value: 8, min: 0, max: 1_024 },
  settleTime: { unit: 'ms', about: 'that the first own id waits for a Status when peers are configured', value: 200, min: 0, max: 60_000 },
  hopLimit: { unit: 'hops', about: 'that a packet for one node may take', value: 10, min: 1, max: 4_294_967_295 },
  dataWindow: { unit: 'blocks', about: 'of a file that one source is asked for at a time', value: 32, min: 1, max: 1_024 },
  dataRetryStart: { unit: 'ms', about: 'wait for an asked block before a round trip has been measured', value: 500, min: 1, max: 60_000 },
  dataRetryMin: { unit: 'ms', about: 'least wait before a block is asked for again', value: 30, min: 1, max: 60_000 },
  dataRetryMax: { unit: 'ms', about: 'longest wait before a block is asked for again', value: 5_000, min: 1, max: 3_600_000 },
  dataPatience: {
    unit: 'ms',
    about: 'without any new block after which a download fails',
    value: 60_000,
    min: 1,
    max: 3_600_000,
  },
  dataRate: { unit: 'blocks/s', about: 'that one neighbour is answered with at most', value: 50_000, min: 10, max: 1_000_000 },
  routeRumors: { unit: 'ms', about: 'between the route rumors of a node; 0 for none', value: 0, min: 0, max: 3_600_000 },
  searchFirst: { unit: 'nodes', about: 'budget of the first round of a search without one', value: 2, min: 1, max: 1_000_000 },
  searchMost: {
    unit: 'nodes',
    about: 'budget of its last round; each round has twice that of the one before',
    value: 32,
    min: 1,
    max: 1_000_000,
  },
  searchEvery: { unit: 'ms', about: 'between the rounds of a search', value: 1_000, min: 1, max: 3_600_000 },
  searchPatience: { unit: 'ms', about: 'that a search goes on after its last round', value: 2_000, min: 1, max: 3_600_000 },
  searchMatches: { unit: 'full matches', about: 'that are enough', value: 2, min: 1, max: 1_000_000 },
  searchWindow: {
    unit: 'ms',
    about: 'for which the same origin and keywords are the same search request',
    value: 500,
    min: 0,
    max: 3_600_000,
  },
  searchReplyBytes: { unit: 'bytes', about: 'of a search reply; more results go in several', value: 8_000, min: 64, max: 65_000 },
  searchRate: { unit: 'requests/s', about: 'of searches that are taken from one neighbour', value: 200, min: 1, max: 1_000_000 },
  extensions: { unit: '0 or 1', about: 'announce and use what only nodes of this kind read', value: 1, min: 0, max: 1 },
} as const satisfies Record<string, Constant>;

export type SettingName = keyof typeof CONSTANTS;
export type Settings = { readonly [K in SettingName]: number };

export const SETTING_NAMES = Object.keys(CONSTANTS) as readonly SettingName[];
export const DEFAULT_SETTINGS: Settings = settings({});

/** The defaults with `changes` over them. Throws INVALID_SETTING for an unknown name or a value out of bounds. */
export function settings(changes: Partial<Record<string, number>>): Settings {
  const all: Record<string, number> = {};
  for (const name of SETTING_NAMES) all[name] = CONSTANTS[name].value;
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const constant: Constant | undefined = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name as SettingName] : undefined;
    if (constant === undefined)
      throw new PeersterError('INVALID_SETTING', `there is no setting "${name}"; there are: ${SETTING_NAMES.join(', ')}`);
    if (!(value >= constant.min && value <= constant.max)) {
      throw new PeersterError('INVALID_SETTING', `${name} is ${value}; it must be ${constant.min} to ${constant.max} (${constant.unit})`);
    }
    all[name] = value;
  }
  return all as Settings;
}
