import { readFile } from 'node:fs/promises';
import type { Dialect } from '../../core/packet.js';
import { explain } from '../../wire/explain.js';
import { linkLayer } from './link.js';
import { type Frame, openCapture } from './pcap.js';
import { type Datagram, findDatagram } from './udp.js';
import type { Explained } from './print.js';

export interface CaptureOptions {
  /** Only datagrams from or to this port. */
  readonly port: number | undefined;
  /** Of a sender that has not shown it in a Status. */
  readonly dialect: Dialect;
}

/** What of a capture was not explained. */
interface Passed {
  fragments: number;
  cut: number;
}

/** Explains the UDP datagrams of a capture in order. Throws an Error of one line for what is not a capture, or ends too early. */
export async function* explainCapture(file: string, options: CaptureOptions, warn: (line: string) => void): AsyncGenerator<Explained> {
  const capture = openCapture(await readFile(file));
  const unwrap = linkLayer(capture.linkType);
  const passed: Passed = { fragments: 0, cut: 0 };
  /** By source address: a Status tells what its sender's other packets are. */
  const dialects = new Map<string, Dialect>();
  for (const frame of capture.frames) {
    const packet = unwrap(frame.bytes);
    const found = packet && findDatagram(packet);
    if (found === 'fragment') passed.fragments++;
    else if (found !== undefined && wanted(found, options.port)) {
      if (found.whole) yield explained(found, frame, dialects, options.dialect);
      else passed.cut++;
    }
  }
  if (passed.fragments > 0)
    warn(`${passed.fragments} fragments of datagrams were left out; capture where they are whole, e.g. on loopback`);
  if (passed.cut > 0) warn(`${passed.cut} datagrams were cut short by the capture and left out; capture with tcpdump -s 0`);
}

function wanted({ ports }: Datagram, port: number | undefined): boolean {
  return port === undefined || ports.includes(port);
}

function explained(datagram: Datagram, frame: Frame, dialects: Map<string, Dialect>, otherwise: Dialect): Explained {
  const { from, to } = datagram;
  const explanation = explain(datagram.payload, dialects.get(from) ?? otherwise);
  if (explanation.shows !== null) dialects.set(from, explanation.shows);
  return { origin: { time: frame.time, from, to }, explanation };
}
