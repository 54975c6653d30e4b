import { isIP, isIPv4, isIPv6, SocketAddress } from 'node:net';
import { PeersterError } from '../core/errors.js';

/** `host` without brackets; IPv6 in its shortest form, so that equal addresses are equal strings. Family 0: a host name. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly family: 4 | 6 | 0;
}

/** What an address is for: port 0 means "any free one" where we bind, and nothing where we send. */
export type AddressUse = 'bind' | 'peer';

/** `host:port` or `[ipv6]:port`. Throws INVALID_ADDRESS with a line that says what to write instead. */
export function parseAddress(text: string, use: AddressUse): Address {
  const [host, portText] = split(text);
  const port = parsePort(portText, text, use);
  const family = familyOf(host, text);
  if (use === 'peer' && family !== 0) refuseUnreachable(host, text);
  return { host: family === 6 ? shortest(host) : host, port, family };
}

/** Comma-separated addresses, as `-peers` takes them. Blanks around them and empty items are ignored. */
export function parsePeerList(text: string): readonly Address[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '').map((item) => parseAddress(item, 'peer'));
}

/** `host:port`, with brackets around IPv6. */
export function formatAddress(address: { readonly host: string; readonly port: number }): string {
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

/** One spelling per numeric address: IPv6 in its shortest form, and an IPv4 address mapped into IPv6 as IPv4. */
export function canonicalHost(host: string): string {
  if (!host.includes(':')) return host;
  const short = shortest(host);
  return short.startsWith('::ffff:') && isIPv4(short.slice(7)) ? short.slice(7) : short;
}

/** 0.0.0.0 or ::, that is every interface. */
export function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

export function invalid(text: string, why: string): PeersterError {
  return new PeersterError('INVALID_ADDRESS', `"${printable(text)}" is not a usable address: ${why}`, { address: text });
}

function split(text: string): [host: string, port: string] {
  if (/[\s\p{Cc}]/u.test(text)) throw invalid(text, 'it contains blanks or control characters');
  if (text.startsWith('[')) return splitBracketed(text);
  const colon = text.lastIndexOf(':');
  if (colon < 0) throw invalid(text, missingPart(text));
  const host = text.slice(0, colon);
  if (host.includes(':')) throw invalid(text, `write IPv6 in brackets, e.g. [${isIPv6(text) ? text : '::1'}]:5000`);
  if (host === '') throw invalid(text, `the host is missing; write 127.0.0.1${text}, or 0.0.0.0${text} for every interface`);
  return [host, text.slice(colon + 1)];
}

function splitBracketed(text: string): [host: string, port: string] {
  const end = text.indexOf(']');
  const host = text.slice(1, end);
  if (end < 0 || !isIPv6(host)) throw invalid(text, 'there is no IPv6 address between its brackets');
  if (text[end + 1] !== ':') throw invalid(text, `the port is missing; write [${host}]:5000`);
  return [host, text.slice(end + 2)];
}

function missingPart(text: string): string {
  if (/^\d{1,5}$/.test(text)) return `it is a bare port; write 127.0.0.1:${text}`;
  return text === '' ? 'it is empty; write host:port' : `the port is missing; write ${text}:5000`;
}

function parsePort(digits: string, text: string, use: AddressUse): number {
  if (!/^\d{1,6}$/.test(digits)) throw invalid(text, digits === '' ? 'the port is missing' : `"${printable(digits)}" is not a port`);
  const port = Number(digits);
  if (port > 65_535) throw invalid(text, 'ports end at 65535');
  if (port === 0 && use === 'peer') throw invalid(text, 'nothing can be sent to port 0');
  return port;
}

function familyOf(host: string, text: string): 4 | 6 | 0 {
  const family = isIP(host);
  if (family === 4 || family === 6) return family;
  if (/^[\d.]+$/.test(host)) throw invalid(text, `${host} is not an IPv4 address (four numbers, 0 to 255)`);
  if (host.length > 253 || !host.split('.').every(isLabel))
    throw invalid(text, `${printable(host)} is neither an IP address nor a host name`);
  return 0;
}

function isLabel(label: string, index: number, all: readonly string[]): boolean {
  if (label === '') return index > 0 && index === all.length - 1; // a name may end with the root's dot
  return label.length <= 63 && /^[\p{L}\p{N}_-]+$/u.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

function refuseUnreachable(host: string, text: string): void {
  const plain = canonicalHost(host);
  if (isUnspecified(plain)) throw invalid(text, `${host} stands for every interface of this machine, not for a peer`);
  const group = isIPv4(plain) ? Number(plain.split('.')[0]) >= 224 : /^ff[0-9a-f]{2}:/i.test(plain);
  if (group) throw invalid(text, `${host} is a group or broadcast address, not a peer's`);
}

function shortest(host: string): string {
  const [bare, zone] = host.split('%', 2) as [string, string?];
  const short = new SocketAddress({ address: bare, family: 'ipv6' }).address;
  return zone === undefined ? short : `${short}%${zone}`;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?').slice(0, 100);
}
