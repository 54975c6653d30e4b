import { Writable } from 'node:stream';
import winston from 'winston';
import type { LoggerOptions, Sink } from './logger.js';

/** One winston logger for one node. */
export function winstonSink({ name, level, format, to }: LoggerOptions): Sink {
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      to.write(line);
      done();
    },
  });
  const { combine, timestamp, json } = winston.format;
  const logger = winston.createLogger({
    level,
    defaultMeta: { node: name },
    format: combine(timestamp(), format === 'json' ? json() : pretty()),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
  });
  return (severity, message, facts) => void logger.log(severity, message, facts);
}

/** `2026-11-02T10:11:12.131Z warn [alice] message (fact=value)`, on one line whatever it holds. */
function pretty(): winston.Logform.Format {
  return winston.format.printf(({ timestamp, level, node, message, ...facts }) => {
    const pairs = Object.entries(facts).map(([key, value]) => `${key}=${String(value)}`);
    const text = `${String(timestamp)} ${level} [${String(node)}] ${String(message)}${pairs.length > 0 ? ` (${pairs.join(' ')})` : ''}`;
    return text.replace(/\r?\n/g, ' | ');
  });
}
