// docs/cli.md, from what the built program answers to `--help`.
import { execFileSync } from 'node:child_process';

const PROGRAM = 'dist/peerster.cjs';

function helpOf(command) {
  return execFileSync('node', [PROGRAM, ...command, '--help'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1', COLUMNS: '100' },
  });
}

/** The names in the `Commands:` part of a help text. */
function commandsIn(help) {
  const part = /^Commands:\n((?: +\S.*\n)+)/m.exec(help)?.[1] ?? '';
  return [...part.matchAll(/^ {2}(\S+)/gm)].map((match) => match[1]).filter((name) => name !== 'help');
}

function sections(command) {
  const help = helpOf(command);
  const title = ['peerster', ...command].join(' ');
  const heading = `${'#'.repeat(Math.min(command.length + 1, 4))} ${command.length === 0 ? 'The command line' : `\`${title}\``}`;
  const text = `${heading}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
  return [text, ...commandsIn(help).flatMap((name) => sections([...command, name]))];
}

export function cliReference() {
  return ['<!-- Made by `make docs` from `peerster … --help`. Edit the commands in src/cli. -->', ...sections([])].join('\n');
}
