import type { Settings } from '../../core/settings.js';
import { Ledger } from './ledger.js';

/** What a node is held to: ms, hops, probabilities. */
export type Terms = Pick<Settings, 'ackTimeout' | 'antiEntropy' | 'antiEntropyJitter' | 'hopLimit' | 'coin'> & {
  /** It gossips: it is not in simple mode. */
  readonly gossips: boolean;
};

/** Who a node is; asked once, when it has sent or got something. */
export interface Cast {
  nameOf(node: number): string;
  termsOf(node: number): Terms;
}

interface Role {
  name?: string;
  terms?: Terms;
  readonly neighbours: Set<number>;
  ledger: Ledger;
  /** Since when it has been up without a break, ms; undefined: it is not. */
  since: number | undefined;
}

/** Who is there, since when, with which neighbours; and what each was handed and has said. */
export class Scene {
  private readonly roles = new Map<number, Role>();

  constructor(private readonly cast: Cast) {}

  get nodes(): Iterable<number> {
    return this.roles.keys();
  }

  nameOf(node: number): string {
    return (this.role(node).name ??= this.cast.nameOf(node));
  }

  termsOf(node: number): Terms {
    return (this.role(node).terms ??= this.cast.termsOf(node));
  }

  ledger(node: number): Ledger {
    return this.role(node).ledger;
  }

  neighboursOf(node: number): ReadonlySet<number> {
    return this.role(node).neighbours;
  }

  /** The ms for which it has been up without a break; −1: it is not. */
  upFor(node: number, now: number): number {
    const { since } = this.role(node);
    return since === undefined ? -1 : now - since;
  }

  /** From this ms on it is up; undefined: it is not. */
  setUp(node: number, since: number | undefined): void {
    this.role(node).since = since;
  }

  /** It has a new memory. */
  begin(node: number): void {
    this.role(node).ledger = new Ledger();
  }

  link(a: number, b: number, isUp: boolean): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { neighbours, ledger } = this.role(one);
      if (isUp) neighbours.add(other);
      else neighbours.delete(other);
      ledger.forget(other);
    }
  }

  private role(node: number): Role {
    let role = this.roles.get(node);
    if (role !== undefined) return role;
    role = { neighbours: new Set(), ledger: new Ledger(), since: 0 };
    this.roles.set(node, role);
    return role;
  }
}

/** A key for a directed pair of nodes. */
export function pair(from: number, to: number): number {
  return from * 2 ** 24 + to;
}
