import { Message, type MessageFilter, MessageKind } from '../../gen/peerster/v1/node.js';
import { printable } from '../../logging/lines.js';
import { UsageError } from '../go-flags.js';

export interface FilterOptions {
  readonly origin?: string;
  readonly kind?: string;
  readonly conversation?: string;
}

const KINDS: Readonly<Record<string, MessageKind>> = {
  rumor: MessageKind.MESSAGE_KIND_RUMOR,
  simple: MessageKind.MESSAGE_KIND_SIMPLE,
  private: MessageKind.MESSAGE_KIND_PRIVATE,
};

/** Throws UsageError for a kind that does not exist. */
export function filterOf({ origin = '', kind, conversation = '' }: FilterOptions): MessageFilter {
  if (kind !== undefined && !Object.hasOwn(KINDS, kind)) throw new UsageError(`--kind is "${kind}"; it must be rumor, simple or private`);
  return { origin, conversation, kind: kind === undefined ? MessageKind.MESSAGE_KIND_UNSPECIFIED : (KINDS[kind] as MessageKind) };
}

/** Private messages have a destination and no id, all others an id and no destination. */
export function columnsOf({ kind }: MessageFilter): string[] {
  return ['POSITION', 'TIME', 'ORIGIN', kind === MessageKind.MESSAGE_KIND_PRIVATE ? 'TO' : 'ID', 'FROM', 'TEXT'];
}

export function cellsOf(message: Message, { kind }: MessageFilter): string[] {
  const from = message.relayAddress === '' ? '-' : message.relayAddress;
  const fourth = kind === MessageKind.MESSAGE_KIND_PRIVATE ? message.destination : String(message.id || '-');
  return [String(message.position), timeOf(message), message.origin, fourth, from, message.text];
}

/** A message as a line for people. */
export function lineOf(message: Message): string {
  const { origin, id, text, destination } = message;
  const to = destination === '' ? '' : ` to ${destination}`;
  return `${printable(`${timeOf(message)}  ${origin}${id === 0 ? '' : ` ${id}`}${to}: ${text}`)}\n`;
}

/** A message as a line for programs: proto3 JSON. */
export function jsonOf(message: Message): string {
  return `${JSON.stringify(Message.toJSON(message))}\n`;
}

/** The time of day, UTC, to the millisecond. */
function timeOf({ acceptTime }: Message): string {
  if (acceptTime === undefined) return '-';
  return new Date(Number(acceptTime.seconds) * 1_000 + acceptTime.nanos / 1e6).toISOString().slice(11, 23);
}
