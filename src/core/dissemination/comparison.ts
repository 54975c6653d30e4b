import type { Dialect, Scope, Status, Want } from '../packet.js';
import { want } from '../packet.js';
import type { Origin } from '../rumors/origin.js';
import type { Origins } from '../rumors/origins.js';
import { Scratch } from '../scratch.js';

/**
 * A peer's vector against our own, both ways and whatever their lengths. The object is used again and again, so that comparing
 * allocates nothing where the two agree.
 */
export class Comparison {
  /** Origins of ours that the Status listed, with the next id that the peer told. */
  readonly listed = new Scratch<Origin>();
  readonly listedNext = new Scratch<number>();
  /** Origins of which the peer lacks something, with the first id that it lacks. */
  readonly lacking = new Scratch<Origin>();
  readonly lackingFrom = new Scratch<number>();
  /** Origins of which we lack something, as we would tell it. */
  readonly weLack = new Scratch<Want>();
  /** How many rumors the peer lacks over all origins. */
  missing = 0;
  private stamp = 0;

  /** Neither side lacks anything. */
  get isEqual(): boolean {
    return this.lacking.length === 0 && this.weLack.length === 0;
  }

  /** `hasRoom`: whether an origin that we do not know would be taken from this peer. */
  run(origins: Origins, status: Status, dialect: Dialect, hasRoom: boolean): void {
    this.reset();
    for (const { identifier, nextId } of status.want) this.compare(origins, identifier, nextId, dialect, hasRoom);
    if (status.scope.kind !== 'listed') this.addUnlisted(origins, status.scope, dialect);
  }

  private reset(): void {
    this.listed.clear();
    this.listedNext.clear();
    this.lacking.clear();
    this.lackingFrom.clear();
    this.weLack.clear();
    this.missing = 0;
    this.stamp++;
  }

  private compare(origins: Origins, name: string, nextId: number, dialect: Dialect, hasRoom: boolean): void {
    const origin = origins.find(name);
    if (origin === undefined) {
      if (nextId > 1 && hasRoom) this.weLack.push(want(name, 1));
      return;
    }
    if (origin.stamp === this.stamp) return;
    origin.stamp = this.stamp;
    this.listed.push(origin);
    this.listedNext.push(nextId);
    if (nextId > origin.nextId) this.weLack.push(origin.want);
    else this.addLack(origin, nextId, dialect);
  }

  private addUnlisted(origins: Origins, scope: Scope, dialect: Dialect): void {
    for (let at = 0; at < origins.size; at++) {
      const origin = origins.at(at);
      if (origin.stamp !== this.stamp && isWithin(scope, origin.name)) this.addLack(origin, 1, dialect);
    }
  }

  /** `dialect`: a reference node never counts trailing route rumors, so it does not lack them. */
  private addLack(origin: Origin, from: number, dialect: Dialect): void {
    const first = Math.max(from, 1);
    const count = (dialect === 'reference' ? origin.nextTextId : origin.nextId) - first;
    if (count <= 0 || first < origin.keptFrom) return;
    this.lacking.push(origin);
    this.lackingFrom.push(first);
    this.missing += count;
  }
}

function isWithin(scope: Scope, name: string): boolean {
  return scope.kind !== 'range' || (name > scope.after && (scope.upTo === undefined || name <= scope.upTo));
}
