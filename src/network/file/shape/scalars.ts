import { isScalar, type Node } from 'yaml';
import { nearest } from '../../../core/nearest.js';
import type { Notes } from './notes.js';
import type { JsonSchema, Shape } from './shape.js';

export interface ScalarShape<T> extends Shape<T> {
  /** Undefined for what it cannot be. */
  parse(value: unknown): T | undefined;
}

/** Something written in one word or number. */
export function scalar<T>(title: string, schema: JsonSchema, parse: (value: unknown) => T | undefined): ScalarShape<T> {
  return {
    title,
    schema,
    parse,
    read(node: Node, notes: Notes): T | undefined {
      const value = isScalar(node) ? parse(node.value) : undefined;
      return value === undefined ? notes.complain(node, `${shown(node)} must be ${title}`) : value;
    },
  };
}

/** As a complaint shows what stands in a file. */
export function shown(node: Node): string {
  if (!isScalar(node)) return 'this';
  const { value } = node;
  if (value === null) return 'nothing';
  if (typeof value !== 'string') return JSON.stringify(value);
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
}

export const text: Shape<string> = scalar('text', { type: 'string' }, (value) => (typeof value === 'string' ? value : undefined));

/** This and nothing else. */
export function only<const T extends string | boolean>(value: T): Shape<T> {
  return scalar(`${value}, or left out`, { const: value }, (given) => (given === value ? value : undefined));
}

export function whole(min: number, max: number): Shape<number> {
  const title = `a whole number from ${min} to ${max}`;
  return scalar(title, { type: 'integer', minimum: min, maximum: max }, (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max ? (value as number) : undefined,
  );
}

export function number(min: number, max: number): Shape<number> {
  const title = max === Number.POSITIVE_INFINITY ? `a number from ${min} on` : `a number from ${min} to ${max}`;
  const schema = max === Number.POSITIVE_INFINITY ? { type: 'number', minimum: min } : { type: 'number', minimum: min, maximum: max };
  return scalar(title, schema, (value) => (typeof value === 'number' && value >= min && value <= max ? value : undefined));
}

export function choice<const T extends string>(...values: readonly T[]): Shape<T> {
  const list = values.length === 1 ? values[0] : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  const shape = scalar(list as string, { enum: values }, (value) => values.find((each) => each === value));
  return {
    ...shape,
    read(node, notes) {
      const near = isScalar(node) && typeof node.value === 'string' ? nearest(node.value, values) : undefined;
      if (near !== undefined && isScalar(node) && node.value !== near) return notes.complain(node, `${shown(node)}: did you mean ${near}?`);
      return shape.read(node, notes);
    },
  };
}

export const yesOrNo: Shape<boolean> = scalar('true or false', { type: 'boolean' }, (value) =>
  typeof value === 'boolean' ? value : undefined,
);
