import { BOUNDS } from '../../core/bounds.js';
import { PeersterError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { few } from '../explain/words.js';
import type { Hosted } from './hosted.js';
import { NO_PROGRAMS, type ProgramPolicy } from './program-messages.js';

/** A network that is about to be. */
interface SetUp {
  readonly ender: AbortController;
  /** Resolves once it is there or nothing is left of it. */
  readonly over: Promise<void>;
}

/** The networks of one server, by their names. */
export class Networks {
  private readonly byName = new Map<string, Hosted>();
  /** Networks that are being set up, by their names. */
  private readonly promised = new Map<string, SetUp>();

  /** `programs`: what their nodes may be. */
  constructor(readonly programs: ProgramPolicy = NO_PROGRAMS) {}

  get all(): readonly Hosted[] {
    return [...this.byName.values()];
  }

  /** The one of this name; an empty one is enough where there is only one. Throws UNKNOWN_NETWORK and INVALID_REQUEST. */
  find(name: string): Hosted {
    const [first, second] = this.byName.values();
    if (name === '' && first !== undefined && second === undefined) return first;
    if (name === '' && first !== undefined)
      throw new PeersterError('INVALID_REQUEST', `there are several networks: say which, one of ${this.names()}`);
    const found = this.byName.get(name);
    if (found === undefined) throw this.unknown(name);
    return found;
  }

  /**
   * Keeps a name, the given one or a free one, while `make` makes its network, until its signal is aborted. Throws NAME_TAKEN and INVALID_NAME,
   * and CLOSED where it is called off.
   */
  async add(asked: string, make: (name: string, signal: AbortSignal) => Promise<Hosted>): Promise<Hosted> {
    const name = asked === '' ? this.freeName() : this.checked(asked);
    const ender = new AbortController();
    const making = make(name, ender.signal);
    this.promised.set(name, { ender, over: making.then(nothing, nothing) });
    try {
      const hosted = await making;
      this.byName.set(name, hosted);
      return hosted;
    } finally {
      this.promised.delete(name);
    }
  }

  /** Ends a network, or calls off what is being set up. Throws UNKNOWN_NETWORK and INVALID_REQUEST. */
  async remove(name: string): Promise<void> {
    const setUp = this.promised.get(name);
    if (setUp === undefined) return this.end(this.find(name));
    setUp.ender.abort(new PeersterError('CLOSED', `the network ${name} was deleted while it was being set up`));
    await setUp.over;
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...[...this.promised.keys()].map((name) => this.remove(name)), ...this.all.map((hosted) => this.end(hosted))]);
  }

  private async end(hosted: Hosted): Promise<void> {
    this.byName.delete(hosted.name);
    await hosted.close();
  }

  private checked(name: string): string {
    if (name.length > BOUNDS.nameBytes)
      throw new PeersterError('INVALID_NAME', `a network's name is at most ${BOUNDS.nameBytes} characters`);
    if (this.isTaken(name))
      throw new PeersterError('NAME_TAKEN', `there is a network "${name}" already; take another name or delete it first`);
    return name;
  }

  private freeName(): string {
    for (let number = 1; ; number++) if (!this.isTaken(`net${number}`)) return `net${number}`;
  }

  private isTaken(name: string): boolean {
    return this.byName.has(name) || this.promised.has(name);
  }

  private unknown(name: string): PeersterError {
    if (this.promised.has(name)) return new PeersterError('WRONG_STATE', `the network ${name} is being set up: wait for CreateNetwork`);
    if (this.byName.size === 0) return new PeersterError('UNKNOWN_NETWORK', 'there is no network yet; CreateNetwork makes one');
    const near = nearest(name, [...this.byName.keys()]);
    return new PeersterError(
      'UNKNOWN_NETWORK',
      `there is no network "${name}"; ${near === undefined ? `there are ${this.names()}` : `did you mean ${near}?`}`,
    );
  }

  private names(): string {
    return few([...this.byName.keys()]);
  }
}

function nothing(): void {}
