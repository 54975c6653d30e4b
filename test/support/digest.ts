import { createHash } from 'node:crypto';

/** SHA-256 over everything that happened in a run, content included. */
export class Digest {
  private readonly hash = createHash('sha256');

  packet(now: number, from: number, to: number, lost: boolean, bytes: Uint8Array): void {
    this.hash.update(`packet ${now} ${from} ${to} ${lost} ${bytes.length}\n`).update(bytes);
  }

  event(now: number, at: number, event: object): void {
    this.hash.update(`event ${now} ${at} ${JSON.stringify(event)}\n`);
  }

  /** Ends the digest. */
  hex(): string {
    return this.hash.digest('hex');
  }
}
