import { setMaxListeners } from 'node:events';
import { type Connection, connect } from '../../../clients/typescript/src/connect.js';
import type { EventKind } from '../../core/events.js';
import { PeersterError } from '../../core/errors.js';
import type { Want } from '../../core/packet.js';
import { checkText } from '../../core/validity.js';
import type { Birth, Life } from '../real/life.js';
import type { ManagedProcess } from './managed-process.js';
import { Mirror } from './mirror.js';
import { Tracer } from './tracer.js';

/** What `peerster node -ready` prints. */
interface Ready {
  readonly gossipAddress: string;
  readonly uiAddress: string;
}

/** A node in a process of its own, driven by its UIPort and by signals. A crash takes its memory too. */
export class ProcessLife implements Life {
  readonly control = undefined;
  readonly gossipAddress: string;
  readonly uiAddress: string;
  private readonly connection: Connection;
  private readonly mirror: Mirror;
  private readonly tracer: Tracer;
  private readonly ending = new AbortController();

  /** `line`: by which it said that it is ready. `ofWall`: network time of ms since 1970. `mayRoute`: whether there may be route rumors. */
  constructor(
    readonly process: ManagedProcess,
    line: string,
    private readonly birth: Birth,
    ofWall: (at: number) => number,
    mayRoute: () => boolean,
  ) {
    const { gossipAddress, uiAddress } = JSON.parse(line) as Ready;
    this.gossipAddress = gossipAddress;
    this.uiAddress = uiAddress;
    this.connection = connect(uiAddress);
    const { signal } = this.ending;
    setMaxListeners(0, signal); // each call that waits listens
    this.mirror = new Mirror({
      connection: this.connection,
      signal,
      mayRoute,
      onAccepted: (origin, id, relay, at) => birth.onAccepted(origin, id, relay, ofWall(at)),
    });
    this.tracer = new Tracer(this.connection, birth.onEvent);
    void process.gone.then(() => this.onGone());
  }

  vector(): readonly Want[] {
    return this.mirror.vector();
  }

  nextId(origin: string): number {
    return this.mirror.nextId(origin);
  }

  async publish(text: string): Promise<number> {
    checkText(text);
    const { signal } = this.ending;
    const { id } = await this.connection.node.sendMessage({ text }, { signal }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
    if (id > 0) await this.mirror.told(this.birth.name, id + 1); // who has published finds it in the vector
    return id;
  }

  async addPeer(address: string): Promise<void> {
    await this.connection.node.addPeer({ address }, { signal: this.ending.signal });
  }

  async removePeer(address: string): Promise<void> {
    await this.connection.node.removePeer({ address }, { signal: this.ending.signal });
  }

  trace(kinds: ReadonlySet<EventKind>): Promise<void> {
    return this.tracer.want(kinds);
  }

  pause(): Promise<void> {
    return this.process.signal('SIGSTOP');
  }

  resume(): Promise<void> {
    return this.process.signal('SIGCONT');
  }

  crash(): Promise<void> {
    return this.process.kill();
  }

  end(): Promise<void> {
    return this.process.kill();
  }

  printed(): Promise<readonly string[]> {
    return this.process.output();
  }

  private onGone(): void {
    this.ending.abort(new PeersterError('CLOSED', `${this.birth.name} has ended`));
    this.tracer.stop();
    this.connection.close();
    this.birth.onEnd();
  }
}
