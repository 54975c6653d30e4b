import { Message, type MessageFilter, MessageKind } from '../../gen/peerster/v1/node.js';
import { printable } from '../../logging/lines.js';
import { UsageError } from '../go-flags.js';

export interface FilterOptions {
  readonly origin?: string;
  readonly kind?: string;
}

const KINDS: Readonly<Record<string, MessageKind>> = {
  rumor: MessageKind.MESSAGE_KIND_RUMOR,
  simple: MessageKind.MESSAGE_KIND_SIMPLE,
  private: MessageKind.MESSAGE_KIND_PRIVATE,
};

/** Throws UsageError for a kind that does not exist. */
export function filterOf({ origin = '', kind }: FilterOptions): MessageFilter {
  if (kind !== undefined && !Object.hasOwn(KINDS, kind)) throw new UsageError(`--kind is "${kind}"; it must be rumor, simple or private`);
  return { origin, kind: kind === undefined ? MessageKind.MESSAGE_KIND_UNSPECIFIED : (KINDS[kind] as MessageKind) };
}

export const COLUMNS = ['POSITION', 'TIME', 'ORIGIN', 'ID', 'FROM', 'TEXT'];

export function cellsOf(message: Message): string[] {
  const from = message.relayAddress === '' ? '-' : message.relayAddress;
  return [String(message.position), timeOf(message), message.origin, String(message.id || '-'), from, message.text];
}

/** A message as a line for people. */
export function lineOf(message: Message): string {
  return `${printable(`${timeOf(message)}  ${message.origin}${message.id === 0 ? '' : ` ${message.id}`}: ${message.text}`)}\n`;
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
