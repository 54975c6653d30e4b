/** A google.protobuf.Timestamp or Duration as proto-loader has it; 0 may be absent. */
export interface Time {
  readonly seconds?: string;
  readonly nanos?: number;
}

/** Reads and writes one of them in its proto3 JSON form; `read` returns undefined for what is none. */
export interface TimeForm {
  readonly example: string;
  read(text: string): Time | undefined;
  write(time: Time): string;
}

const LONGEST_SECONDS = 315_576_000_000;
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');

const timestamp: TimeForm = {
  example: '2026-11-02T10:11:12.131Z',
  read(text) {
    const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(text);
    const ms = match === null ? Number.NaN : Date.parse(`${match[1]}${match[3]}`);
    return !(ms >= FIRST_MS) ? undefined : { seconds: String(ms / 1_000), nanos: nanosOf(match?.[2]) };
  },
  write: ({ seconds = '0', nanos = 0 }) => `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 19)}${fraction(nanos)}Z`,
};

const duration: TimeForm = {
  example: '1.5s',
  read(text) {
    const match = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text);
    if (match === null || Number(match[2]) > LONGEST_SECONDS) return undefined;
    const sign = match[1] === '-' ? -1 : 1;
    return { seconds: String(sign * Number(match[2])), nanos: sign * nanosOf(match[3]) };
  },
  write({ seconds = '0', nanos = 0 }) {
    const sign = nanos < 0 || seconds.startsWith('-') ? '-' : '';
    return `${sign}${seconds.replace('-', '')}${fraction(Math.abs(nanos))}s`;
  },
};

/** The types of messages whose JSON form is a string. */
export const TIME_FORMS: ReadonlyMap<string, TimeForm> = new Map([
  ['google.protobuf.Timestamp', timestamp],
  ['google.protobuf.Duration', duration],
]);

function nanosOf(digits = ''): number {
  return Number(digits.padEnd(9, '0'));
}

/** None, or 3, 6 or 9 digits. */
function fraction(nanos: number): string {
  return nanos === 0
    ? ''
    : `.${String(nanos)
        .padStart(9, '0')
        .replace(/(000){1,2}$/, '')}`;
}
