import { nearest } from '../core/nearest.js';

/** A flag in the manner of Go's flag package. */
export interface Flag {
  readonly name: string;
  /** Other spellings. */
  readonly aliases?: readonly string[];
  /** `text` takes a value; `switch` stands alone or with =true or =false; `list` may come several times. */
  readonly kind: 'text' | 'switch' | 'list';
  /** What the value is, for the help: `PORT`. */
  readonly value?: string;
  readonly fallback?: string;
  readonly about: string;
}

/** Values by flag name; a switch is 'true' or 'false'. A flag that was not given and has no fallback is absent. */
export interface FlagValues {
  text(name: string): string | undefined;
  on(name: string): boolean;
  list(name: string): readonly string[];
}

/** The command was used wrongly; the message is one line that says what to do. */
export class UsageError extends Error {}

/** `-h`, `-help` or `--help` stood where a flag is expected. */
export class HelpWanted extends Error {}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** `PEERSTER_UIPORT` for `UIPort`, `PEERSTER_LOG_LEVEL` for `log-level`. */
export function variableOf(flag: Flag): string {
  return `PEERSTER_${flag.name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Reads `-x=v`, `-x v`, `--x=v` and `--x v`; what the arguments do not say comes from the environment. Throws UsageError, HelpWanted.
 * Unlike Go it refuses what is not a flag, for a forgotten dash would silently hide every flag after it.
 */
export function parseFlags(flags: readonly Flag[], argv: readonly string[], env: Readonly<Record<string, string | undefined>>): FlagValues {
  const given = fromEnvironment(flags, env);
  const named = new Set<Flag>();
  for (let i = 0; i < argv.length; ) i += readOne(flags, argv, i, given, named);
  return {
    text: (name) => given.get(name)?.at(-1) ?? flags.find((flag) => flag.name === name)?.fallback,
    on: (name) => given.get(name)?.at(-1) === 'true',
    list: (name) => given.get(name) ?? [],
  };
}

function fromEnvironment(flags: readonly Flag[], env: Readonly<Record<string, string | undefined>>): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (const flag of flags) {
    const value = env[variableOf(flag)];
    if (value !== undefined && value !== '') given.set(flag.name, [checked(flag, value, variableOf(flag))]);
  }
  return given;
}

/** Reads the flag at `i` and returns how many arguments it took. */
function readOne(flags: readonly Flag[], argv: readonly string[], i: number, given: Map<string, string[]>, named: Set<Flag>): number {
  const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(argv[i] as string);
  if (match === null) throw new UsageError(`"${argv[i]}" is not a flag; flags are written -name=value`);
  const [, name, attached] = match as unknown as [string, string, string | undefined];
  const flag = flags.find((candidate) => candidate.name === name || candidate.aliases?.includes(name));
  if (flag === undefined && (name === 'h' || name === 'help')) throw new HelpWanted();
  if (flag === undefined) throw new UsageError(unknownFlag(flags, name));
  const next = flag.kind === 'switch' ? 'true' : argv[i + 1];
  const value = attached ?? next;
  if (value === undefined) throw new UsageError(`-${name} needs a value: -${name}=${flag.value ?? 'VALUE'}`);
  // The arguments replace what the environment said; a list grows with each of them.
  const before = flag.kind === 'list' && named.has(flag) ? (given.get(flag.name) ?? []) : [];
  given.set(flag.name, [...before, checked(flag, value, `-${name}`)]);
  named.add(flag);
  return attached === undefined && flag.kind !== 'switch' ? 2 : 1;
}

function checked(flag: Flag, value: string, shown: string): string {
  if (flag.kind !== 'switch') return value;
  const on = switchValue(value);
  if (on !== undefined) return String(on);
  throw new UsageError(`${shown} is "${value}"; it must be true or false`);
}

/** What Go takes for true and false; undefined for anything else. */
export function switchValue(text: string): boolean | undefined {
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

function unknownFlag(flags: readonly Flag[], name: string): string {
  const near = nearest(
    name,
    flags.map((flag) => flag.name),
  );
  return `there is no flag -${name}; ${near === undefined ? '-help lists them' : `did you mean -${near}?`}`;
}

/** The flags as two lines each: how it is written with its environment variable, and what it does. */
export function describeFlags(flags: readonly Flag[]): string {
  return flags.map(describe).join('');
}

function describe(flag: Flag): string {
  const spellings = [flag.name, ...(flag.aliases ?? [])].map((name) => `-${name}${flag.kind === 'switch' ? '' : `=${flag.value}`}`);
  const fallback = flag.fallback === undefined ? '' : ` (default ${flag.fallback})`;
  return `  ${spellings.join(', ')}  [${variableOf(flag)}]\n      ${flag.about}${fallback}\n`;
}

/** A whole number within bounds. Throws UsageError. */
export function wholeNumber(shown: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`${shown} is "${text}"; it must be a whole number from ${min} to ${max}`);
  }
  return value;
}
