/** Bytes of a datagram written in hex; spaces, colons and a leading 0x do not count. A text: what is wrong with it, in one line. */
export function parseHex(hex: string): Uint8Array | string {
  const digits = hex.replace(/^\s*0x/i, '').replace(/[\s:]/g, '');
  const wrong = /[^0-9a-f]/i.exec(digits)?.[0];
  if (wrong !== undefined)
    return `${JSON.stringify(wrong)} is not a hex digit; a datagram is written as hex, e.g. 1a021200, a capture follows --pcap`;
  if (digits.length % 2 === 1) return `there are ${digits.length} hex digits; each byte takes two`;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The lines of a stream of bytes, without their ends. */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
