import type { NodeEvent } from '../../core/events.js';
import { DROP } from '../links/rule.js';
import { Sha256 } from '../../core/sha256.js';

/** SHA-256 over everything that happens in a run, content included: the same run again has the same digest. */
export class Digest {
  private readonly hash = new Sha256();
  private readonly text = new TextEncoder();

  /** `delay` (ms): the packet's fate, DROP included. */
  packet(now: number, from: number, to: number, delay: number, bytes: Uint8Array): void {
    this.write(`packet ${now} ${from} ${to} ${delay === DROP ? 'lost' : delay} ${bytes.length}\n`);
    this.hash.update(bytes);
  }

  event(now: number, at: number, event: NodeEvent): void {
    this.write(`event ${now} ${at} ${JSON.stringify(event)}\n`);
  }

  /** Anything else that is part of the run, such as a node's end. */
  note(now: number, what: string): void {
    this.write(`note ${now} ${what}\n`);
  }

  /** Ends the digest. */
  hex(): string {
    return this.hash.hex();
  }

  private write(line: string): void {
    this.hash.update(this.text.encode(line));
  }
}
