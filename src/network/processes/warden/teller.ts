import { LineReader } from '../../../logging/read/line-reader.js';
import type { Printed, PrintedKind } from '../../../logging/read/printed.js';

/** What the lines of one stream say, of some kinds, until it is taken. A list of peers that is the last one again is not news. */
export class Teller {
  private readonly reader: LineReader;
  private news: Printed[] = [];
  private peers = '';

  constructor(private readonly kinds: readonly PrintedKind[]) {
    this.reader = new LineReader((printed) => this.note(printed));
  }

  read(chunk: string): void {
    this.reader.read(chunk);
  }

  end(): void {
    this.reader.end();
  }

  take(): readonly Printed[] {
    const taken = this.news;
    this.news = [];
    return taken;
  }

  private note(printed: Printed): void {
    if (!this.kinds.includes(printed.kind) || (printed.kind === 'peers' && !this.isChanged(printed.peers.join()))) return;
    this.news.push(printed);
  }

  private isChanged(peers: string): boolean {
    const isNew = peers !== this.peers;
    this.peers = peers;
    return isNew;
  }
}
