import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeCommand } from '../../src/cli/decode.js';
import { UsageError } from '../../src/cli/go-flags.js';
import { FakeIo, pieces } from './fake-io.js';
import { captureFile, cooked1, cooked2, ethernet, ipv4, ipv6, type Packet, udp } from './support/capture-file.js';

const folder = mkdtempSync(join(tmpdir(), 'peerster-decode-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(argv: readonly string[], stdin?: AsyncIterable<Uint8Array>) {
  const io = new FakeIo({}, stdin);
  const status = await decodeCommand(argv, io);
  return { status, out: io.printed, err: io.complained };
}

/** The JSON lines. */
async function runJson(argv: readonly string[], stdin?: AsyncIterable<Uint8Array>): Promise<Record<string, unknown>[]> {
  const { out } = await run(['--json', ...argv], stdin);
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const RUMOR = '120c0a014110011a0548656c6c6f';
const REFERENCE_STATUS = '1a021200';
const PRIVATE = '220e0a014110011a014222024869280a';
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('peerster decode with hex', () => {
  it('explains every argument, in order', async () => {
    const explained = await runJson([RUMOR, '0x1A 02:12 00', '']);
    expect(explained.map((one) => one['verdict'])).toEqual([
      { dropped: false, kind: 'rumor' },
      { dropped: false, kind: 'status' },
      { dropped: true, reason: 'not-one-message', why: 'it is empty' },
    ]);
  });

  it('prints lines for people unless told otherwise, and exits 0 also for what is dropped', async () => {
    const { status, out } = await run(['0a']);
    expect(out).toBe(
      '1 byte\ndialect: not told by this datagram; read as course\ndropped: malformed: at byte 1: a length ends in the middle\n\n',
    );
    expect(status).toBe(0);
  });

  it('reads lines of standard input, wherever they are cut, without empty ones and comments', async () => {
    const explained = await runJson([], pieces('# two of them\n\n120c0a01', `4110011a0548656c6c6f\r\n${REFERENCE_STATUS}`));
    expect(explained.map((one) => one['bytes'])).toEqual([14, 4]);
  });

  it('reads a private message in the form it is told', async () => {
    expect((await run([PRIVATE])).out).toMatch(/3 text +bytes +"B"/);
    expect((await run(['--dialect', 'reference', PRIVATE])).out).toMatch(/3 destination +bytes +"B"/);
  });
});

describe('peerster decode used wrongly', () => {
  it.each([
    [['12zz'], 'argument 1: "z" is not a hex digit; a datagram is written as hex, e.g. 1a021200, a capture follows --pcap'],
    [[RUMOR, '123'], 'argument 2: there are 3 hex digits; each byte takes two'],
    [['--port', '5000', RUMOR], '--port goes with --pcap; hex has no port'],
    [['--pcap', 'file', RUMOR], 'give either datagrams as hex or --pcap, not both'],
  ])('%j says what to do', async (argv, message) => {
    await expect(run(argv)).rejects.toThrow(new UsageError(message));
  });

  it('names the line of standard input', async () => {
    await expect(run([], pieces(`\n${RUMOR}\nxy\n`))).rejects.toThrow('line 3: "x" is not a hex digit');
  });

  it.each([[['--dialect', 'french']], [['--port', '0', '--pcap', 'x']], [['--unknown']]])('%j exits 2 with one line', async (argv) => {
    const { status, err } = await run(argv);
    expect(status).toBe(2);
    expect(err).toMatch(/^peerster decode: .*\n$/);
  });

  it('explains itself with --help', async () => {
    const { status, out } = await run(['--help']);
    expect(status).toBe(0);
    expect(out).toContain('peerster decode --pcap peers.pcap --port 5000');
  });
});

describe('peerster decode with a capture', () => {
  let files = 0;

  function store(content: Uint8Array): string {
    const file = join(folder, `${files++}.pcap`);
    writeFileSync(file, content);
    return file;
  }

  const plain = { little: true, nanoseconds: false, linkType: 1 };
  const at = (frame: readonly number[], seconds = 1_700_000_000, fraction = 0): Packet => ({ seconds, fraction, frame });
  const rumor = udp(5_000, 5_001, bytesOf(RUMOR));

  it.each([
    [1, 'Ethernet, IPv4, padded', [...ethernet(ipv4(rumor)), 0, 0, 0, 0], '127.0.0.1'],
    [1, 'Ethernet, IPv6', ethernet(ipv6(rumor), 0x86dd), '[::1]'],
    [1, 'Ethernet in two VLANs', ethernet(ipv4(rumor), 0x0800, [0x88, 0xa8, 0, 1, 0x81, 0, 0, 2]), '127.0.0.1'],
    [113, 'Linux cooked', cooked1(ipv4(rumor)), '127.0.0.1'],
    [113, 'Linux cooked, IPv6', cooked1(ipv6(rumor), 0x86dd), '[::1]'],
    [276, 'Linux cooked, version 2', cooked2(ipv4(rumor)), '127.0.0.1'],
    [0, 'loopback, little endian', [2, 0, 0, 0, ...ipv4(rumor)], '127.0.0.1'],
    [0, 'loopback, big endian, IPv6', [0, 0, 0, 30, ...ipv6(rumor)], '[::1]'],
    [108, 'OpenBSD loopback', [0, 0, 0, 2, ...ipv4(rumor)], '127.0.0.1'],
    [101, 'raw IPv4 with options', ipv4(rumor, { options: 2 }), '127.0.0.1'],
    [101, 'raw IPv6 with hop-by-hop options', ipv6(rumor, [17, 0, 1, 4, 0, 0, 0, 0], 0), '[::1]'],
    [228, 'IPv4', ipv4(rumor), '127.0.0.1'],
    [229, 'IPv6', ipv6(rumor), '[::1]'],
  ])('reads link type %i: %s', async (linkType, _, frame, host) => {
    const file = store(captureFile({ ...plain, linkType }, [at(frame)]));
    const [explained, ...others] = await runJson(['--pcap', file]);
    expect(others).toEqual([]);
    expect(explained).toMatchObject({ from: `${host}:5000`, bytes: 14, verdict: { kind: 'rumor' } });
  });

  it.each([
    [true, false, 250_000],
    [false, false, 250_000],
    [true, true, 250_000_000],
    [false, true, 250_000_000],
  ])('reads either byte order and either unit of time (little endian %s, nanoseconds %s)', async (little, nanoseconds, fraction) => {
    const file = store(captureFile({ little, nanoseconds, linkType: 1 }, [at(ethernet(ipv4(rumor)), 1_700_000_000, fraction)]));
    expect(await runJson(['--pcap', file])).toMatchObject([
      { time: '2023-11-14T22:13:20.250Z', from: '127.0.0.1:5000', to: '127.0.0.2:5001' },
    ]);
  });

  it('tells where a datagram came from and went to', async () => {
    const file = store(captureFile(plain, [at(ethernet(ipv6(rumor), 0x86dd))]));
    expect((await run(['--pcap', file])).out).toMatch(/^2023-11-14T22:13:20.000Z {2}\[::1\]:5000 -> \[fe80::2\]:5001\n14 bytes\n/);
  });

  it('leaves out what is not UDP and, with --port, what is of other ports', async () => {
    const others = [
      ethernet(ipv4(rumor, { protocol: 6 })),
      ethernet([1, 2, 3], 0x0806),
      ethernet([]),
      [1, 2],
      ethernet(ipv4(udp(7, 8, bytesOf(RUMOR)))),
    ];
    const file = store(
      captureFile(
        plain,
        [...others, ethernet(ipv4(rumor))].map((frame) => at(frame)),
      ),
    );
    expect((await runJson(['--pcap', file])).map((one) => one['to'])).toEqual(['127.0.0.2:8', '127.0.0.2:5001']);
    expect((await runJson(['--pcap', file, '--port', '5001'])).map((one) => one['to'])).toEqual(['127.0.0.2:5001']);
    expect((await runJson(['--pcap', file, '--port', '5000'])).map((one) => one['to'])).toEqual(['127.0.0.2:5001']);
  });

  it('reads the private messages of a sender as its Status showed it', async () => {
    const said = [PRIVATE, REFERENCE_STATUS, PRIVATE, '1a00', PRIVATE].map((hex) => at(ethernet(ipv4(udp(5_000, 5_001, bytesOf(hex))))));
    const other = at(ethernet(ipv4(udp(6_000, 5_001, bytesOf(PRIVATE)))));
    const file = store(captureFile(plain, [...said.slice(0, 3), other, ...said.slice(3)]));
    const forms = (await runJson(['--pcap', file])).map((one) => one['readAs']);
    expect(forms).toEqual(['course', 'course', 'reference', 'course', 'reference', 'course']);
  });

  it('says how many datagrams it could not read whole', async () => {
    const first = at(ethernet(ipv4(rumor, { fragment: 0x2000 })));
    const later = at(ethernet(ipv4([1, 2, 3], { fragment: 5 })));
    const ofSix = at(ethernet(ipv6(rumor, [17, 0, 0, 1, 0, 0, 0, 0], 44), 0x86dd));
    const cut = at(ethernet(ipv4(rumor)).slice(0, -3));
    const { out, err } = await run(['--pcap', store(captureFile(plain, [first, later, ofSix, cut]))]);
    expect(out).toBe('');
    expect(err).toMatch(/3 fragments .* left out.*\n.*1 datagrams were cut short/);
  });

  it.each([
    [
      'pcapng',
      bytesOf('0a0d0d0a1c000000'),
      'it is a pcapng file; convert it first: tcpdump -r FILE -w FILE.pcap, or editcap -F pcap FILE FILE.pcap',
    ],
    ['something else', new Uint8Array(100), 'it is not a pcap file: it begins with other bytes'],
    ['an empty file', new Uint8Array(0), 'it is not a pcap file: it is shorter than a header'],
    [
      'wireless',
      captureFile({ ...plain, linkType: 105 }, []),
      'its link type 105 is not known; Ethernet, Linux cooked, loopback and raw IP are',
    ],
    ['a file cut within a frame', captureFile(plain, [at([1, 2, 3])]).slice(0, -1), 'the file ends within a frame'],
    ['a file cut within a header', captureFile(plain, [at([])]).slice(0, -1), 'the file ends within the header of a frame'],
  ])('refuses %s with one line', async (_, content, message) => {
    const file = store(content);
    await expect(run(['--pcap', file])).rejects.toThrow(new Error(`${file}: ${message}`));
  });

  it('refuses a file that is not there', async () => {
    await expect(run(['--pcap', join(folder, 'none')])).rejects.toThrow('there is no such file');
  });
});
