import { PeersterError } from '../../../core/errors.js';
import type { Engine } from '../../engine/engine.js';
import type { FaultSpec } from '../../faults/fault-spec.js';
import type { ActiveFault, Faults } from '../../faults/faults.js';

/** A fault to be, and for how many ms. */
export interface TimedFault {
  readonly spec: FaultSpec;
  readonly duration: number | undefined;
}

/** The faults of a network that come and go while it runs; what its links do from the beginning on is not among them. */
export class FaultsInForce {
  /** For those that heal by themselves: when, in ms of the network's time, and the way to call that off. */
  private readonly ends = new Map<string, { readonly at: number; readonly callOff: () => void }>();

  constructor(
    private readonly engine: Engine,
    private readonly faults: Faults,
  ) {}

  list(): readonly ActiveFault[] {
    return this.faults.list().filter(({ isBase }) => !isBase);
  }

  /** Those in force, and what links do anyway, that concern datagrams from one node to another. */
  on(from: number, to: number): readonly ActiveFault[] {
    return this.faults.on(from, to);
  }

  /** The ms that a fault has left; undefined for one that does not heal by itself. */
  left(id: string): number | undefined {
    const end = this.ends.get(id);
    return end && Math.max(0, end.at - this.engine.time.now);
  }

  /** All or none. Throws what `Faults.add` throws. */
  add(faults: readonly TimedFault[]): string[] {
    const ids: string[] = [];
    try {
      for (const { spec } of faults) ids.push(this.faults.add(spec));
    } catch (error) {
      for (const id of ids) this.faults.remove(id);
      throw error;
    }
    faults.forEach(({ duration }, at) => this.begun(ids[at] as string, duration));
    return ids;
  }

  /** All of these ids or none; no ids: all there are. Throws UNKNOWN_FAULT. */
  heal(asked: readonly string[]): string[] {
    const there = new Set(this.list().map(({ id }) => id));
    const ids = asked.length === 0 ? [...there] : [...new Set(asked)];
    const unknown = ids.find((id) => !there.has(id));
    if (unknown !== undefined) throw new PeersterError('UNKNOWN_FAULT', `no fault "${unknown}" is in force; ListFaults tells which are`);
    for (const id of ids) this.end(id);
    return ids;
  }

  close(): void {
    for (const end of this.ends.values()) end.callOff();
    this.ends.clear();
  }

  private begun(id: string, duration: number | undefined): void {
    if (duration === undefined) return;
    const { time } = this.engine;
    const at = time.now + duration;
    this.ends.set(id, { at, callOff: time.at(at, () => this.expire(id)) });
  }

  /** A timeline may have healed it before, and even put another one in force under its id. */
  private expire(id: string): void {
    if (this.list().some((fault) => fault.id === id)) this.end(id);
    else this.ends.delete(id);
  }

  private end(id: string): void {
    this.ends.get(id)?.callOff();
    this.ends.delete(id);
    this.faults.remove(id);
  }
}
