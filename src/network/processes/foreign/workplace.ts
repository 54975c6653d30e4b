import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PeersterError } from '../../../core/errors.js';
import type { NodeProgram } from '../../programs/node-program.js';
import type { Warden } from '../warden.js';
import { programFailed } from './failure.js';
import { runOut } from './run-out.js';

/** Bytes of a program's folder that are copied for every node. */
const MOST_COPIED = 512 * 2 ** 20;

/** The folders of a network's nodes that are somebody else's. They go with the network. */
export class Workplaces {
  private root: Promise<string> | undefined;
  /** By what is built: the folder in which it is built. */
  private readonly built = new Map<string, Promise<string | undefined>>();

  constructor(private readonly warden: Warden) {}

  /** The folder of a node, the same in all its lives; builds the program first where that is not done. Throws PROGRAM_FAILED, INVALID_REQUEST. */
  async folderOf(node: number, program: NodeProgram): Promise<string> {
    const built = await this.build(program);
    if (built !== undefined && program.isShared) return built;
    const folder = join(await this.home(), `node-${node}`);
    if (built === undefined) await mkdir(folder, { recursive: true });
    else if (!(await exists(folder))) await copy(built, folder);
    return folder;
  }

  /** Takes away what the warden has not. */
  async close(): Promise<void> {
    if (this.root !== undefined) await rm(await this.root, { recursive: true, force: true });
  }

  private build(program: NodeProgram): Promise<string | undefined> {
    const { directory, isShared, build } = program;
    const key = JSON.stringify({ directory, isShared, build });
    let built = this.built.get(key);
    if (built === undefined) this.built.set(key, (built = this.buildAnew(program, this.built.size)));
    return built;
  }

  private async buildAnew(program: NodeProgram, number: number): Promise<string | undefined> {
    const { directory, isShared, build, limits } = program;
    if (directory === undefined) return undefined;
    if (!(await stat(directory).catch(() => undefined))?.isDirectory())
      throw new PeersterError('INVALID_REQUEST', `there is no folder ${directory}: name the one with the program`);
    const folder = isShared ? directory : join(await this.home(), `build-${number}`);
    if (!isShared) await copy(directory, folder);
    for (const command of build) {
      const run = this.warden.launch({ argv: ['/bin/sh', '-c', command], folder, limits: { output: limits.output } });
      const ending = await runOut(run, limits.build);
      if (ending.status !== 0) throw programFailed(`the build of ${directory}, ${command}`, ending);
    }
    return folder;
  }

  private home(): Promise<string> {
    this.root ??= mkdtemp(join(tmpdir(), 'peerster-network-')).then((folder) => {
      this.warden.sweep(folder);
      return folder;
    });
    return this.root;
  }
}

/** Throws INVALID_REQUEST where the system does not let it be. */
async function copy(from: string, to: string): Promise<void> {
  try {
    await copyAll(from, to);
  } catch (error) {
    if (error instanceof PeersterError) throw error;
    throw new PeersterError('INVALID_REQUEST', `${from} cannot be copied: ${(error as Error).message}; let the nodes share it`);
  }
}

/** All but the history of a repository. */
async function copyAll(from: string, to: string): Promise<void> {
  let bytes = 0;
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: async (file) => {
      if (basename(file) === '.git') return false;
      const entry = await stat(file).catch(() => undefined);
      if (entry?.isFile()) bytes += entry.size;
      if (bytes > MOST_COPIED)
        throw new PeersterError(
          'INVALID_REQUEST',
          `${from} has more than ${MOST_COPIED} bytes, too many for a copy each: let the nodes share it`,
        );
      return true;
    },
  });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
