import { readFileSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { BadFile, readNetwork } from '../../../network/file/read.js';
import type { NetworkSpec } from '../../../network/spec/network-spec.js';
import { UsageError } from '../../go-flags.js';
import type { Io } from '../../io.js';

/** The network of a file. Every problem is a line on standard error; throws UsageError then. */
export function readFile(file: string, io: Pick<Io, 'err'>): NetworkSpec {
  const text = textOf(file);
  try {
    const spec = readNetwork(text, file, (path) => load(resolve(dirname(file), path)));
    const name = spec.name === '' ? basename(file, extname(file)) : spec.name;
    const at = (path: string | undefined) => (path === undefined ? undefined : resolve(dirname(file), path));
    const programs = spec.programs.map(({ nodes, program }) => ({ nodes, program: { ...program, directory: at(program.directory) } }));
    return { ...spec, name, rule: at(spec.rule), pcap: at(spec.pcap), programs };
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    const { problems } = error;
    io.err(`${error.message}\n`);
    throw new UsageError(
      `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}; docs/network-file.md says what can be written`,
    );
  }
}

function load(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message, {
      cause: error,
    });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    throw new UsageError(code === 'EISDIR' ? `${file} is a folder; name a file in it` : `cannot read ${file}: ${message}`);
  }
}
