/** One captured frame. */
export interface Frame {
  /** Seconds since 1970, with the fraction that the capture has. */
  readonly time: number;
  /** Of the link layer that the capture has. */
  readonly bytes: DataView;
  /** Bytes that were on the wire but are not in the capture. */
  readonly missing: number;
}

/** A classic capture (https://www.tcpdump.org/manpages/pcap-savefile.5.html). */
export interface Capture {
  /** One of the LINKTYPE_ numbers. */
  readonly linkType: number;
  /** Throws where the file ends within a frame. */
  readonly frames: Iterable<Frame>;
}

const FILE_HEADER = 24;
const FRAME_HEADER = 16;
const MICROSECONDS = 0xa1b2_c3d4;
const NANOSECONDS = 0xa1b2_3c4d;
const PCAPNG = 0x0a0d_0d0a;

/** Throws an Error of one line for what is not a classic capture. */
export function openCapture(file: Uint8Array): Capture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.byteLength >= 4 && view.getUint32(0) === PCAPNG) {
    throw new Error('it is a pcapng file; convert it first: tcpdump -r FILE -w FILE.pcap, or editcap -F pcap FILE FILE.pcap');
  }
  if (view.byteLength < FILE_HEADER) throw new Error('it is not a pcap file: it is shorter than a header');
  const little = [MICROSECONDS, NANOSECONDS].includes(view.getUint32(0, true));
  const magic = view.getUint32(0, little);
  if (magic !== MICROSECONDS && magic !== NANOSECONDS) throw new Error('it is not a pcap file: it begins with other bytes');
  const linkType = view.getUint32(20, little) & 0xffff;
  return { linkType, frames: framesOf(view, little, magic === NANOSECONDS ? 1e-9 : 1e-6) };
}

function* framesOf(view: DataView, little: boolean, unit: number): Generator<Frame> {
  for (let at = FILE_HEADER; at < view.byteLength; ) {
    if (view.byteLength - at < FRAME_HEADER) throw new Error('the file ends within the header of a frame');
    const time = view.getUint32(at, little) + view.getUint32(at + 4, little) * unit;
    const length = view.getUint32(at + 8, little);
    const missing = Math.max(0, view.getUint32(at + 12, little) - length);
    at += FRAME_HEADER;
    if (length > view.byteLength - at) throw new Error('the file ends within a frame');
    yield { time, bytes: sub(view, at, at + length), missing };
    at += length;
  }
}

/** A part of a view, without copying. */
export function sub(view: DataView, from: number, to = view.byteLength): DataView {
  return new DataView(view.buffer, view.byteOffset + from, to - from);
}
