import { setTimeout } from 'node:timers/promises';
import type { Random } from '../../core/random.js';
import type { RumorRow } from '../view/board.js';
import type { Display } from '../view/display.js';
import type { Observer } from './observer.js';
import { listNames } from './names.js';
import { textOf } from './texts.js';

/** How fast the story is told. Times in ms. */
export interface Pace {
  /** Between two messages. */
  readonly between: number;
  /** To read what an explanation says. */
  readonly reading: number;
  /** Messages before the cut, during it, and after it. */
  readonly whole: number;
  readonly apart: number;
  readonly again: number;
}

export const WATCHED: Pace = { between: 1_000, reading: 2_000, whole: 6, apart: 6, again: 2 };
export const AT_ONCE: Pace = { between: 0, reading: 0, whole: 4, apart: 4, again: 0 };

export interface Cut {
  /** The side, 0 or 1, of each node. */
  readonly sides: readonly number[];
  /** Cuts, and returns the way to heal. */
  readonly begin: () => () => void;
}

export interface Stage {
  readonly display: Display;
  readonly observer: Observer;
  readonly pace: Pace;
  readonly random: Random;
  readonly say: (node: number, text: string) => Promise<void>;
  /** How the network can be cut. */
  readonly cut: Cut;
  /** What the network is: the beginning of a sentence. */
  readonly network: string;
  /** Ms within which everything must have spread. */
  readonly within: number;
  readonly signal: AbortSignal;
}

/** Not everything has spread in time. The message says who lacks what. */
export class NotConverged extends Error {}

/** Tells the story to its end. Throws NotConverged, and the signal's reason once it is aborted. */
export async function tell(stage: Stage): Promise<void> {
  const { display, pace, cut } = stage;
  const everybody = stage.observer.board.names.map((_, node) => node);
  display.explain(`${stage.network}. Each knows only its neighbours. Messages are handed to them from outside.`);
  await read(stage);
  await talk(stage, 0, pace.whole, () => everybody);
  await spread(stage, everybody, () => true);
  await apart(stage, cut);
  display.explain('All nodes have all messages.');
}

async function apart(stage: Stage, { sides, begin }: Cut): Promise<void> {
  const { display, pace, observer } = stage;
  const { names } = observer.board;
  const everybody = names.map((_, node) => node);
  const halves = [0, 1].map((side) => everybody.filter((node) => sides[node] === side)) as [number[], number[]];
  const heal = begin();
  display.cut(sides);
  display.explain(`The network is cut in two: ${parted(names, halves)} cannot hear one another. Both sides go on talking.`);
  await read(stage);
  await talk(stage, pace.whole, pace.apart, (n) => halves[n % 2] as number[]);
  for (const half of halves) await spread(stage, half, ({ origin }) => half.some((node) => names[node] === origin));
  await read(stage);
  heal();
  display.cut(undefined);
  display.explain('The cut is healed. Neighbours compare what they have and hand over what was missed.');
  await spread(stage, everybody, () => true);
  await talk(stage, pace.whole + pace.apart, pace.again, () => everybody);
  await spread(stage, everybody, () => true);
}

/** The sides by name where that fits a line, else by size. */
function parted(names: readonly string[], halves: readonly [number[], number[]]): string {
  const [first, second] = halves.map((half) => listNames(names, half));
  const listed = `${first} and ${second}`;
  return listed.length <= 60 ? listed : `sides of ${halves[0].length} and ${halves[1].length} nodes`;
}

/** The messages from number `first` on, each handed to a random one of the nodes that `among` names. */
async function talk(stage: Stage, first: number, count: number, among: (n: number) => readonly number[]): Promise<void> {
  for (let n = first; n < first + count; n++) {
    const nodes = among(n);
    await stage.say(nodes[stage.random.below(nodes.length)] as number, textOf(n));
    await pause(stage.pace.between, stage.signal);
  }
}

/** Waits until each of `nodes` holds every rumor that `of` selects. */
async function spread(stage: Stage, nodes: readonly number[], of: (row: RumorRow) => boolean): Promise<void> {
  const { board } = stage.observer;
  const lacking = () =>
    nodes.flatMap((node) => board.rows.filter((row) => of(row) && row.heldAt[node] === undefined).map((row) => ({ node, row })));
  if (await stage.observer.until(() => lacking().length === 0, stage.within, stage.signal)) return;
  const all = lacking().map(({ node, row }) => `${board.names[node]} lacks ${row.origin}:${row.id}`);
  const rest = all.length > 5 ? ` and ${all.length - 5} more` : '';
  throw new NotConverged(`not everything has spread within ${stage.within / 1_000} s: ${all.slice(0, 5).join(', ')}${rest}`);
}

function read(stage: Stage): Promise<void> {
  return pause(stage.pace.reading, stage.signal);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal });
}
