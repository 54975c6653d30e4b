import { BOUNDS } from '../../core/bounds.js';
import { PeersterError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { few } from '../explain/words.js';
import type { Hosted } from './hosted.js';

/** The networks of one server, by their names. */
export class Networks {
  private readonly byName = new Map<string, Hosted>();
  /** Names of networks that are about to be. */
  private readonly promised = new Set<string>();

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

  /** Keeps a name, the given one or a free one, while `make` makes its network. Throws NAME_TAKEN and INVALID_NAME. */
  async add(asked: string, make: (name: string) => Promise<Hosted>): Promise<Hosted> {
    const name = asked === '' ? this.freeName() : this.checked(asked);
    this.promised.add(name);
    try {
      const hosted = await make(name);
      this.byName.set(name, hosted);
      return hosted;
    } finally {
      this.promised.delete(name);
    }
  }

  /** Ends a network. */
  async remove(hosted: Hosted): Promise<void> {
    this.byName.delete(hosted.name);
    await hosted.close();
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((hosted) => this.remove(hosted)));
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
