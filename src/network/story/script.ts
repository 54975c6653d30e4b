import { setTimeout } from 'node:timers/promises';
import type { Random } from '../../core/random.js';
import type { RumorRow } from '../view/board.js';
import type { Display } from '../view/display.js';
import type { Observer } from './observer.js';
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

export interface Stage {
  readonly display: Display;
  readonly observer: Observer;
  readonly pace: Pace;
  readonly random: Random;
  readonly say: (node: number, text: string) => Promise<void>;
  /** Cuts the network into sides (a side for each node) and returns the way to heal it; undefined: its links cannot be cut. */
  readonly cut: ((sides: readonly number[]) => () => void) | undefined;
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
  if (cut !== undefined) await apart(stage, cut);
  display.explain('All nodes have all messages.');
}

async function apart(stage: Stage, cut: NonNullable<Stage['cut']>): Promise<void> {
  const { display, pace, observer } = stage;
  const { names } = observer.board;
  const everybody = names.map((_, node) => node);
  const sides = names.map((_, node) => (node < names.length / 2 ? 0 : 1));
  const half = (side: number) => everybody.filter((node) => sides[node] === side);
  const [first, second] = [half(0), half(1)];
  const heal = cut(sides);
  display.cut(sides);
  display.explain(
    `The network is cut in two: ${ends(names, first)} and ${ends(names, second)} cannot hear one another. Both go on talking.`,
  );
  await read(stage);
  await talk(stage, pace.whole, pace.apart, (n) => half(n % 2));
  await spread(stage, first, (row) => first.some((node) => names[node] === row.origin));
  await spread(stage, second, (row) => second.some((node) => names[node] === row.origin));
  await read(stage);
  heal();
  display.cut(undefined);
  display.explain('The cut is healed. Neighbours compare what they have and hand over what was missed.');
  await spread(stage, everybody, () => true);
  await talk(stage, pace.whole + pace.apart, pace.again, () => everybody);
  await spread(stage, everybody, () => true);
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

function ends(names: readonly string[], nodes: readonly number[]): string {
  const [first, last] = [nodes[0], nodes.at(-1)].map((node) => names[node as number]);
  return first === last ? `${first}` : `${first} to ${last}`;
}

function read(stage: Stage): Promise<void> {
  return pause(stage.pace.reading, stage.signal);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal });
}
