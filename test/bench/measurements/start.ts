import { type Figures, figure, type Measurement, type Row } from '../harness/measurement.js';
import { program, startNode, timeToExit } from '../harness/program.js';

async function client(): Promise<Figures> {
  const node = await startNode();
  try {
    return { milliseconds: await timeToExit(program('client', `-UIPort=${node.uiPort}`, '-msg=hello', '-strict')) };
  } finally {
    await node.stop();
  }
}

async function ready(): Promise<Figures> {
  const node = await startNode();
  await node.stop();
  return { milliseconds: node.milliseconds };
}

const exit =
  (...args: string[]) =>
  async (): Promise<Figures> => ({ milliseconds: await timeToExit(args) });
const COMMANDS = {
  help: '`peerster --help`',
  client: '`peerster client -msg=…` with its answer',
  ready: '`peerster node` to its ready line',
};

export const start: Measurement = {
  name: 'start',
  about: 'From the start of the process, against `node -e 0`',
  repetitions: 21,
  jobs: [
    { name: 'nothing', run: exit('-e', '0') },
    { name: 'help', run: exit(...program('--help')) },
    { name: 'client', run: client },
    { name: 'ready', run: ready },
  ],
  rows: [
    { id: 'start.nothing', about: '`node -e 0`', unit: 'ms', value: (round) => figure(round, 'nothing', 'milliseconds') },
    ...Object.entries(COMMANDS).flatMap(([name, about]): Row[] => [
      {
        id: `start.${name}.ratio`,
        about: `${about} ÷ \`node -e 0\``,
        unit: '×',
        value: (round) => figure(round, name, 'milliseconds') / figure(round, 'nothing', 'milliseconds'),
      },
      { id: `start.${name}`, about, unit: 'ms', value: (round) => figure(round, name, 'milliseconds') },
    ]),
  ],
};
