import type { NodeProgram } from '../../programs/node-program.js';
import { PeersterError } from '../../../core/errors.js';
import { type Call, type ClientHole, clientCommand } from '../../programs/commands.js';
import type { Template } from '../../templates/template.js';
import type { Warden } from '../warden.js';
import { programFailed } from './failure.js';
import { runOut } from './run-out.js';

/** What a call of a client may write. */
const MOST_OUTPUT = 2 ** 20;

export interface ClientOptions {
  readonly warden: Warden;
  readonly program: NodeProgram;
  /** Of the node. */
  readonly name: string;
  readonly uiPort: number;
  readonly folder: string;
}

/** The client of a node that is somebody else's. Its calls are made one after another, in their order. */
export class Client {
  private readonly template: Template | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ClientOptions) {
    const { client } = options.program;
    this.template = client === undefined ? undefined : clientCommand(client);
  }

  /** Whether its command has a hole for this. */
  has(hole: ClientHole): boolean {
    return this.template?.has(hole) ?? false;
  }

  /** Resolves once it has ended well. Throws UNSUPPORTED where its command has no hole for something, PROGRAM_FAILED. */
  async call(about: Call): Promise<void> {
    const argv = this.words(about);
    const turn = this.last.then(() => this.run(argv));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private words(about: Call): readonly string[] {
    const { name, uiPort } = this.options;
    const { template } = this;
    if (template === undefined)
      throw new PeersterError('UNSUPPORTED', `the program of ${name} has no client: add one, as ./client/client -UIPort={ui} -msg={text}`);
    for (const [hole, value] of Object.entries(about)) {
      if (value !== undefined && !template.has(hole))
        throw new PeersterError('UNSUPPORTED', `the client of ${name} has no {${hole}}: say in its command where it goes`);
    }
    return template.filledWith({ ...about, ui: String(uiPort), name });
  }

  private async run(argv: readonly string[]): Promise<void> {
    const { warden, program, folder, name } = this.options;
    const { memory, client: limit } = program.limits;
    const ending = await runOut(warden.launch({ argv, folder, limits: { memory, output: MOST_OUTPUT } }), limit);
    if (ending.status !== 0) throw programFailed(`the client of ${name}, ${argv[0]}`, ending);
  }
}
