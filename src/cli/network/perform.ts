import { setMaxListeners } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Random } from '../../core/random.js';
import type { Network } from '../../network/network.js';
import { Callers } from '../../network/story/callers.js';
import { commandLines, type Reachable } from '../../network/story/commands.js';
import type { Description } from '../../network/story/describe.js';
import { Observer } from '../../network/story/observer.js';
import { AT_ONCE, NotConverged, type Stage, tell, WATCHED } from '../../network/story/script.js';
import { bisect } from '../../network/topology/bisect.js';
import type { Topology } from '../../network/topology/topology.js';
import { Board } from '../../network/view/board.js';
import type { Display } from '../../network/view/display.js';
import { RecordingScreen } from '../../network/view/recording.js';
import { toSvg } from '../../network/view/svg.js';
import type { Io } from '../io.js';
import { openDisplay } from './displays.js';
import { programName } from './program-name.js';
import type { UpOptions } from './up-options.js';

export interface Performance {
  readonly options: UpOptions;
  readonly io: Io;
  readonly network: Network;
  /** Where the network is served, ip:port. */
  readonly address: string;
  readonly topology: Topology;
  readonly random: Random;
  readonly description: Description;
  readonly stop: AbortSignal;
}

/** The size of a recording: a terminal as everybody has it. */
const RECORDED = { columns: 80, rows: 24 };

/** Tells the story of a network that is up, and stays until `stop` unless the options say that it ends. */
export async function perform(performance_: Performance): Promise<void> {
  const { options, io, network, address, description, stop } = performance_;
  const { names } = network.engine;
  const began = performance.now();
  const clock = () => performance.now() - began;
  const board = new Board(names);
  const recording = openRecording(options);
  const display = openDisplay(options, io, recording, { board, clock, title: description.title });
  const observer = new Observer(board, clock, (node, row) => display.held(node, row));
  const callers = new Callers(address, names);
  const over = new AbortController();
  try {
    const ends = AbortSignal.any([over.signal, stop]);
    setMaxListeners(0, ends); // each node's watch listens
    const watching = observer.follow(callers, ends);
    await Promise.race([watching, show(performance_, stageOf(performance_, display, observer, callers))]);
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    over.abort();
    callers.close();
    display.close();
  }
  if (recording !== undefined) writeFileSync(options.record as string, toSvg(recording.shots, RECORDED, description.sentence));
}

/** Begins the file at once: one that cannot be written is better told before the story than after it. */
function openRecording({ record }: UpOptions): RecordingScreen | undefined {
  if (record === undefined) return undefined;
  writeFileSync(record, '');
  return new RecordingScreen(RECORDED);
}

function stageOf(
  { options, topology, network, random, description, stop }: Performance,
  display: Display,
  observer: Observer,
  callers: Callers,
): Stage {
  const sides = bisect(topology);
  return {
    display,
    observer,
    pace: options.once ? AT_ONCE : WATCHED,
    random,
    say: (node, text) => callers.say(node, text, stop),
    cut: { sides, begin: () => cut(network, sides) },
    network: description.sentence,
    within: options.within * 1_000,
    signal: stop,
  };
}

/** The story, then what comes after it. */
async function show({ options, network, address, stop }: Performance, stage: Stage): Promise<void> {
  const ends = options.once === true || options.record !== undefined;
  try {
    await tell(stage);
  } catch (error) {
    if (!(error instanceof NotConverged) || ends) throw error;
    stage.display.explain(`${error.message}. The nodes go on trying.`);
  }
  if (options.once) return;
  stage.display.commands(commandLines(reachable(network), address, programName(process.argv[1], process.cwd())));
  if (!ends) await aborted(stop);
}

function reachable({ engine }: Network): readonly Reachable[] {
  return engine.names.map((name, node) => ({ name, uiAddress: engine.uiAddress(node) }));
}

/** Cuts the network in two, and returns the way to heal. */
function cut({ engine, faults }: Network, sides: readonly number[]): () => void {
  const groups = [0, 1].map((side) => engine.names.filter((_, node) => sides[node] === side));
  const id = faults.add({ on: { links: 'across', groups, direction: 'both' }, fault: { kind: 'cut' } });
  return () => faults.remove(id);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
