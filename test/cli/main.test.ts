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

  test.each(['send', 'messages', 'watch', 'peers', 'call', 'network up', 'decode'])(
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

  test('a variable of a switch that is neither true nor false is a wrong use', async () => {
    const io = new FakeIo({ PEERSTER_JSON: 'maybe' });
    expect(await main(['peers'], io)).toBe(2);
    expect(io.complained).toBe('peerster peers: PEERSTER_JSON is "maybe"; it must be true or false\n');
  });

  test.each([
    [['send']],
    [['send', 'x', '--nonsense']],
    [['messages', '--kind', 'x']],
    [['peers', 'add']],
    [['peers', 'ad', '127.0.0.1:1']],
    [['call', 'Nonsense']],
    [['call', 'SendMessage', '{"txt": 1}']],
    [['call', 'SendMessage', 'text']],
    [['call', 'GetNode', '--timeout', 'soon']],
    [['network', 'up', '--nodes', 'x']],
  ])('%j is a wrong use: one line and status 2', async (argv) => {
    const { status, io } = await run(...argv);
    expect([status, io.printed]).toEqual([2, '']);
    expect(io.complained).toMatch(/^peerster[^\n]+\n$/);
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
