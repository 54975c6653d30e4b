import type { Peer, PeerList } from '../core/context.js';
import type { EventKind, Match, NodeEvent } from '../core/events.js';
import type { Status } from '../core/packet.js';

/** The events that have lines. */
export const PRINTED_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  'client',
  'simple',
  'rumor',
  'status',
  'mongering',
  'coin',
  'in-sync',
  'route',
  'private',
  'downloading',
  'reconstructed',
  'found',
  'search-finished',
]);

// A text from the network stays on its line and cannot drive the reader's terminal: control characters other than the tab, and
// the two Unicode line breaks. A lone surrogate cannot come: texts are decoded from UTF-8.
const UNPRINTABLE = /[^\P{Cc}\t]|[\u2028\u2029]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/**
 * The lines that a node prints for an event, as course programs do and harnesses grep them (docs/protocol.md has the list). Pure:
 * the same events give the same text on a socket and in an emulated network.
 */
export class Lines {
  private peersLine = 'PEERS\n';
  /** What `peersLine` tells. */
  private peersTold: readonly Peer[] = [];
  /** `ip:port` of each peer met, made once: peers are interned. */
  private readonly addresses = new WeakMap<Peer, string>();

  /** `peers`: the peer list as it stands, configured ones first. */
  constructor(private readonly peers: () => PeerList) {}

  /** Whole lines, each with its `\n`; empty for an event that has none. */
  of(event: NodeEvent): string {
    switch (event.kind) {
      case 'client':
        return this.client(event.text, event.destination);
      case 'simple': {
        const { originalName, contents } = event.message;
        return line(`SIMPLE MESSAGE origin ${originalName} from ${this.address(event.from)} contents`, contents) + this.peerList();
      }
      case 'rumor': {
        const { origin, id, text } = event.rumor;
        return line(`RUMOR origin ${origin} from ${this.address(event.from)} ID ${id} contents`, text) + this.peerList();
      }
      case 'status':
        return line(`STATUS from ${this.address(event.from)}${vector(event.status)}`) + this.peerList();
      case 'mongering':
        return `MONGERING with ${this.address(event.to)}\n`;
      case 'coin':
        return event.heads && event.to !== undefined ? `FLIPPED COIN sending rumor to ${this.address(event.to)}\n` : '';
      case 'in-sync':
        return `IN SYNC WITH ${this.address(event.with)}\n`;
      case 'route':
        return event.rumor.text === '' ? '' : line(`DSDV ${event.rumor.origin} ${this.address(event.nextHop)}`);
      case 'private': {
        const { origin, hopLimit, text } = event.message;
        return line(`PRIVATE origin ${origin} hop-limit ${hopLimit} contents`, text);
      }
      case 'downloading':
        return line(
          `DOWNLOADING ${event.chunk === 0 ? `metafile of ${event.file}` : `${event.file} chunk ${event.chunk}`} from ${event.from}`,
        );
      case 'reconstructed':
        return line(`RECONSTRUCTED file ${event.file}`);
      case 'found':
        return found(event.match);
      case 'search-finished':
        return 'SEARCH FINISHED\n';
      case 'search-over':
      case 'download-failed':
      case 'peer-learnt':
      case 'peer-removed':
      case 'collision':
      case 'released':
      case 'dropped':
        break;
    }
    return '';
  }

  private client(text: string, destination: string | undefined): string {
    if (destination !== undefined) return line(`CLIENT MESSAGE ${text} dest ${destination}`);
    return line('CLIENT MESSAGE', text) + this.peerList();
  }

  private peerList(): string {
    const peers = this.peers();
    if (!same(this.peersTold, peers)) {
      this.peersTold = [...peers];
      this.peersLine = line('PEERS', this.peersTold.map(addressOf).join(','));
    }
    return this.peersLine;
  }

  private address(peer: Peer): string {
    let address = this.addresses.get(peer);
    if (address === undefined) {
      address = addressOf(peer);
      this.addresses.set(peer, address);
    }
    return address;
  }
}

function same(a: readonly Peer[], b: PeerList): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b.at(i)) return false;
  return true;
}

/** `host:port`, an IPv6 address in brackets. */
export function addressOf(peer: Peer): string {
  return peer.host.includes(':') ? `[${peer.host}]:${peer.port}` : `${peer.host}:${peer.port}`;
}

function found({ fileName, node, metahash, chunks }: Match): string {
  return line(`FOUND match ${fileName} at ${node} metafile=${metahash} chunks=${chunks.join(',')}`);
}

/** One line whatever the texts hold; no space at its end where `last` is empty. */
function line(start: string, last = ''): string {
  return `${printable(last === '' ? start : `${start} ${last}`)}\n`;
}

/** A text as it can stand within a line: see UNPRINTABLE. */
export function printable(text: string): string {
  return UNPRINTABLE.test(text) ? text.replace(EVERY_UNPRINTABLE, escape) : text;
}

/** `\n` and `\r` as they are written in programs, anything else as `\u` and four hex digits. */
function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function vector(status: Status): string {
  let text = '';
  for (const { identifier, nextId } of status.want) text += ` peer ${identifier} nextID ${nextId}`;
  return text;
}
