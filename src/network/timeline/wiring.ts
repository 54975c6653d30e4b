import { PeersterError } from '../../core/errors.js';

/** Who is linked with whom, as a timeline changes it. Throws INVALID_REQUEST for what contradicts it. */
export class Wiring {
  private readonly changed = new Map<string, boolean>();

  constructor(private readonly areLinkedAtFirst: (a: string, b: string) => boolean) {}

  link(a: string, b: string): void {
    if (a === b) throw refuse(`link ${a} with itself: name two nodes`);
    if (this.areLinked(a, b)) throw refuse(`link ${a} and ${b}: they are linked already; unlink them before`);
    this.changed.set(key(a, b), true);
  }

  unlink(a: string, b: string): void {
    if (!this.areLinked(a, b)) throw refuse(`unlink ${a} and ${b}: they are not linked; link them before`);
    this.changed.set(key(a, b), false);
  }

  private areLinked(a: string, b: string): boolean {
    return this.changed.get(key(a, b)) ?? this.areLinkedAtFirst(a, b);
  }
}

function key(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
