import { describe, expect, test } from 'vitest';
import { type Import, importsOf, sourcesIn } from './sources.js';

/** Which rooms of src each room may import; a trailing `.ts` names one file. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  wire: ['core'],
  logging: ['core'],
  control: ['wire', 'core', 'gen', 'version.ts'],
  // The boundary that the host fulfils is declared by the one who needs it.
  host: ['control/node-control.ts', 'wire', 'core'],
  network: ['host', 'control', 'logging', 'wire', 'core', 'gen', 'version.ts'],
  conform: ['network', 'logging', 'wire', 'core', 'version.ts'],
  cli: ['conform', 'network', 'host', 'control', 'logging', 'wire', 'core', 'gen', 'version.ts'],
  library: ['host', 'control', 'logging', 'wire', 'core', 'version.ts'],
  'index.ts': ['library', 'core', 'version.ts'],
  'version.ts': [],
};

/** Inside the core each file imports only what stands on a lower floor, or on its own in its own folder. */
const CORE_FLOORS = [
  /^(context|events|packet|settings|bounds|errors|random|timers|small-map|text|hash|fingerprint|allowances|nearest|validity|sha256|acquaintances|scratch)\.ts$/,
  /^(log\/.*|rumors\/.*|peers\.ts|peer-table\.ts)$/,
  /^(dissemination|routing|private|files|search)\/.*$/,
  /^node-options\.ts$/,
  /^(arrivals|services|parts)\.ts$/,
  /^node\.ts$/,
];
/** On these floors files may import one another: they are words and data, not subsystems. */
const SHARED_FLOORS = new Set([0, 1]);

const room = (path: string): string => path.split('/')[1] as string;
const edge = ({ from, to }: Import): string => `${from} imports ${to}`;
const imports = sourcesIn('src')
  .filter(({ path }) => room(path) !== 'gen')
  .flatMap(importsOf);
const inside = imports.filter(({ to }) => to.startsWith('src/'));
const outside = imports.filter(({ to }) => !to.startsWith('src/') && !to.startsWith('.'));

function isAllowedRoom({ from, to }: Import): boolean {
  if (room(from) === room(to)) return true;
  return (ROOMS[room(from)] ?? []).some((allowed) => to === `src/${allowed}` || to.startsWith(`src/${allowed}/`));
}

function floor(path: string): number {
  return CORE_FLOORS.findIndex((files) => files.test(path.slice('src/core/'.length)));
}

function isAllowedInCore({ from, to }: Import): boolean {
  const [above, below] = [floor(from), floor(to)];
  if (below !== above) return below < above;
  return SHARED_FLOORS.has(above) || from.split('/')[2] === to.split('/')[2];
}

describe('imports go one way', () => {
  test('the imports of the sources were read at all', () => {
    expect(inside.length).toBeGreaterThan(50);
    expect(inside.map(edge)).toContain('src/core/log/log.ts imports src/core/bounds.ts');
  });

  test('every room of src is known here', () => {
    expect([...new Set(inside.map(({ from }) => room(from)))].filter((name) => ROOMS[name] === undefined)).toEqual([]);
  });

  test('no room imports one that stands above it', () => {
    expect(inside.filter((one) => !isAllowedRoom(one)).map(edge)).toEqual([]);
  });

  test('inside the core: node → subsystems → data → words, and no subsystem imports another', () => {
    const core = inside.filter(({ from, to }) => room(from) === 'core' && room(to) === 'core');
    expect(core.filter(({ from }) => floor(from) < 0).map(({ from }) => from)).toEqual([]);
    expect(core.filter((one) => !isAllowedInCore(one)).map(edge)).toEqual([]);
  });

  test('core and wire import no package and nothing of Node', () => {
    expect(outside.filter(({ from }) => room(from) === 'core' || room(from) === 'wire').map(edge)).toEqual([]);
  });

  test('only control knows gRPC servers, only host, network and conform know sockets', () => {
    const sockets = outside.filter(({ from, to }) => to === 'node:dgram' && !['host', 'network', 'conform'].includes(room(from)));
    const servers = outside.filter(({ from, to }) => to === 'nice-grpc' && !['control', 'network', 'cli'].includes(room(from)));
    expect([...sockets, ...servers].map(edge)).toEqual([]);
  });

  test('clients import nothing of src but generated code: they know a node only by its API', () => {
    const clients = sourcesIn('clients').flatMap(importsOf);
    expect(clients.filter(({ to }) => to.startsWith('src/') && !to.startsWith('src/gen/')).map(edge)).toEqual([]);
  });

  test('a forbidden edge would be seen', () => {
    expect(isAllowedRoom({ from: 'src/core/node.ts', to: 'src/wire/codec.ts', typeOnly: true })).toBe(false);
    expect(isAllowedRoom({ from: 'src/host/udp.ts', to: 'src/control/watch.ts', typeOnly: false })).toBe(false);
    expect(isAllowedInCore({ from: 'src/core/rumors/rumors.ts', to: 'src/core/dissemination/flow.ts', typeOnly: false })).toBe(false);
    expect(isAllowedInCore({ from: 'src/core/routing/table.ts', to: 'src/core/dissemination/flow.ts', typeOnly: true })).toBe(false);
  });
});
