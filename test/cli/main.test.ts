import { describe, expect, test } from 'vitest';
import { CLIENT_FLAGS } from '../../src/cli/client/flags.js';
import { type Flag, variableOf } from '../../src/cli/go-flags.js';
import { COMMANDS } from '../../src/cli/help.js';
import { main } from '../../src/cli/main.js';
import { NODE_FLAGS } from '../../src/cli/node/flags.js';
import { FakeIo } from './fake-io.js';

async function run(...argv: string[]): Promise<{ status: number; io: FakeIo }> {
  const io = new FakeIo();
  return { status: await main(argv, io), io };
}

describe('the command line', () => {
  test.each(['help', '--help', '-help', '-h'])('%s lists every command', async (word) => {
    const { status, io } = await run(word);
    expect(status).toBe(0);
    for (const [name, about] of COMMANDS) expect(io.printed).toMatch(new RegExp(`^  ${name} +${about}$`, 'm'));
  });

  test('without a command it shows the help on standard error and has status 2', async () => {
    const { status, io } = await run();
    expect([status, io.printed]).toEqual([2, '']);
    expect(io.complained).toContain('Usage: peerster COMMAND');
  });

  test.each([
    ['nod', 'peerster: there is no command "nod"; did you mean node?\n'],
    ['mesages', 'peerster: there is no command "mesages"; did you mean messages?\n'],
    ['Watch', 'peerster: there is no command "Watch"; did you mean watch?\n'],
    ['constructor', 'peerster: there is no command "constructor"; peerster help lists them\n'],
  ])('%s is no command, and one line says so', async (word, line) => {
    const { status, io } = await run(word);
    expect([status, io.complained, io.printed]).toEqual([2, line, '']);
  });

  const documented = COMMANDS.map(([name]) => name).filter((name) => name !== 'help' && name !== 'version');
  test.each(documented)('help %s is what %s --help says, with examples', async (name) => {
    const [by, own] = [await run('help', name), await run(name, '--help')];
    expect([by.status, own.status]).toEqual([0, 0]);
    expect(by.io.printed).toBe(own.io.printed);
    expect(by.io.printed).toMatch(/Usage: peerster/);
    expect(by.io.printed).toContain('peerster ' + name);
  });

  test.each<[string, readonly Flag[]]>([
    ['node', NODE_FLAGS],
    ['client', CLIENT_FLAGS],
  ])('help %s names every flag and its environment variable', async (name, flags) => {
    const { io } = await run('help', name);
    for (const flag of flags) expect(io.printed).toMatch(new RegExp(`^  -${flag.name}.*\\[${variableOf(flag)}\\]$`, 'm'));
  });

  test.each(['send', 'messages', 'watch', 'peers', 'call', 'network up', 'network spread', 'decode'])(
    'help %s names the variable of every option',
    async (name) => {
      const { io } = await run('help', ...name.split(' '));
      const [, text] = /^Options.*:\n((?: .*\n)+)/m.exec(io.printed) ?? [];
      const options = text?.split(/^ {2}(?=-)/m).filter((option) => option !== '' && !option.startsWith('-h,')) ?? [];
      expect(options).not.toEqual([]);
      expect(options.filter((option) => !/\[PEERSTER_\w+(=false)?\]/.test(option))).toEqual([]);
    },
  );

  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
    ['', false],
  ])('a switch is told by its variable, too: %j', async (value, on) => {
    const io = new FakeIo({ PEERSTER_DECODE_JSON: value });
    expect(await main(['decode', '120c0a014110011a0548656c6c6f'], io)).toBe(0);
    expect(io.printed.startsWith('{')).toBe(on);
  });

  test('an option is told by its variable, unless it is given', async () => {
    const env = { PEERSTER_ADDRESS: '127.0.0.1:1', PEERSTER_DECODE_DIALECT: 'reference', PEERSTER_DECODE_PORT: '' };
    const [variable, given, private_] = [new FakeIo(env), new FakeIo(env), new FakeIo(env)];
    await main(['peers'], variable);
    expect(variable.complained).toContain('no node answers at 127.0.0.1:1;');
    await main(['peers', '--address', '127.0.0.1:2'], given);
    expect(given.complained).toContain('no node answers at 127.0.0.1:2;');
    await main(['decode', '220e0a014110011a014222024869280a'], private_);
    expect(private_.printed).toMatch(/3 destination +bytes +"B"/);
  });

  test.each([
    [['peers'], { PEERSTER_JSON: 'maybe' }, 'peerster peers: PEERSTER_JSON is "maybe"; it must be true or false\n'],
    [['peers'], { PEERSTER_ADDRESS: 'x' }, 'peerster peers: PEERSTER_ADDRESS is "x". Write HOST:PORT, e.g. x:10000.\n'],
    [
      ['network', 'up'],
      { PEERSTER_NETWORK_NODES: '1' },
      'peerster network: PEERSTER_NETWORK_NODES is "1". It must be a whole number from 2 to 300.\n',
    ],
  ])('%j with %j is a wrong use, and one line says so', async (argv, env, line) => {
    const io = new FakeIo(env);
    expect([await main(argv, io), io.complained]).toEqual([2, line]);
  });

  test.each([
    [['send']],
    [['send', 'x', '--nonsense']],
    [['send', 'two', 'words']],
    [['send', 'x', '--address', 'somewhere']],
    [['messages', '-a', '127.0.0.1:99999']],
    [['messages', '-a', ':']],
    [['messages', '-a', '0']],
    [['messages', '-a', '']],
    [['call', 'GetNod']],
    [['messages', '--kind', 'x']],
    [['peers', 'add']],
    [['peers', 'ad', '127.0.0.1:1']],
    [['call', 'Nonsense']],
    [['call', 'SendMessage', '{"txt": 1}']],
    [['call', 'SendMessage', 'text']],
    [['call', 'SendMessage', '\u001b[31m\r']],
    [['decode', '\u001b\n']],
    [['call', 'GetNode', '--timeout', 'soon']],
    [['network', 'up', '--nodes', 'x']],
    [['network', 'spread', '--set', 'coin']],
    [['network', 'spread', '--nodes', '10', '--set', 'coni=1']],
    [['network', 'spread', '--nodes', '10', '--topology', 'regular:10']],
    [['network', 'spread', '--delay', '100-10']],
    [['network', 'spread', '--nodes', '10000000']],
  ])('%j is a wrong use: one line and status 2', async (argv) => {
    const { status, io } = await run(...argv);
    expect([status, io.printed]).toEqual([2, '']);
    expect(io.complained).toMatch(/^peerster\P{Cc}+\n$/u);
  });

  test.each(['1', ':1'])('a port alone is an address on this machine: %s', async (port) => {
    const { status, io } = await run('peers', '-a', port);
    expect([status, io.complained]).toEqual([1, expect.stringContaining('no node answers at 127.0.0.1:1;')]);
  });

  test.each([['send', 'x'], ['messages'], ['watch'], ['peers'], ['call', 'GetNode']])(
    '%s %s without a node: one line and status 1',
    async (...argv) => {
      const { status, io } = await run(...argv.filter((word) => word !== undefined), '--address', '127.0.0.1:1');
      expect([status, io.printed]).toEqual([1, '']);
      expect(io.complained).toMatch(/^peerster [^\n]*127\.0\.0\.1:1[^\n]*\n$/);
    },
  );

  test('call without a method lists the methods of every service', async () => {
    const { status, io } = await run('call');
    expect(status).toBe(0);
    expect(io.printed).toContain('peerster.v1.NodeService/SendMessage (SendMessageRequest) returns (SendMessageResponse)\n');
    expect(io.printed).toContain('peerster.v1.NodeService/WatchRumors (WatchRumorsRequest) returns (stream WatchRumorsResponse)\n');
    expect(io.printed).toContain('grpc.health.v1.Health/Check ');
  });
});
