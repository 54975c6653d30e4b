import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { nearest } from '../../../core/nearest.js';
import type { Notes } from './notes.js';
import { shown } from './scalars.js';
import type { JsonSchema, Shape } from './shape.js';

/** One key of a map. */
export interface Field<T> {
  readonly shape: Shape<T>;
  /** A sentence for the schema and the reference. */
  readonly about: string;
  readonly required?: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;
export type Read<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { shape: Shape<infer T> } ? (F[K] extends { required: true } ? T : T | undefined) : never;
};

/** A map with these keys and no others. */
export function record<const F extends Fields>(title: string, fields: F): Shape<Read<F>> {
  const names = Object.keys(fields);
  const properties = Object.fromEntries(names.map((name) => [name, described(fields[name] as Field<unknown>)]));
  const required = names.filter((name) => fields[name]?.required);
  return {
    title,
    schema: { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) },
    read(node, notes) {
      if (!isMap(node)) return notes.complain(node, `${shown(node)} must be ${title}, with ${names.join(', ')}`);
      return readFields(node, fields, names, title, notes) as Read<F> | undefined;
    },
  };
}

function readFields(map: YAMLMap, fields: Fields, names: readonly string[], title: string, notes: Notes): object | undefined {
  const before = notes.problems.length;
  const values: Record<string, unknown> = {};
  const present = new Set<string>();
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const name = nameOf(pair);
    present.add(name);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const value = notes.resolve(pair.value);
    if (field === undefined) notes.complain(pair, unknownKey(name, names, title));
    else if (value === undefined || isNothing(value)) notes.complain(pair, `"${name}" has no value: it must be ${field.shape.title}`);
    else values[name] = field.shape.read(value, notes);
  }
  for (const name of names)
    if (fields[name]?.required && !present.has(name)) notes.complain(map, `${title} needs "${name}": ${fields[name]?.shape.title}`);
  return notes.problems.length > before ? undefined : notes.origin(values, map);
}

export function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

export function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

export function unknownKey(name: string, names: readonly string[], title: string): string {
  const near = nearest(name, names);
  return `${title} has no "${name}"; ${near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${near}?`}`;
}

function described({ shape, about }: Field<unknown>): JsonSchema {
  return { description: about, ...shape.schema };
}

/** A list of these; one alone may stand without its dash. */
export function listOf<T>(item: Shape<T>, title = `a list, each ${item.title}`): Shape<readonly T[]> {
  return {
    title,
    schema: { anyOf: [{ type: 'array', items: item.schema }, item.schema] },
    read(node, notes) {
      if (!isSeq(node)) return one(item.read(node, notes));
      const items = (node.items as Node[]).map((each) => item.read(notes.resolve(each) ?? each, notes));
      return items.every((each) => each !== undefined) ? notes.origin(items, node) : undefined;
    },
  };
}

function one<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

/** A map with any keys; `name` judges a key and returns why not. */
export function mapOf<T>(
  title: string,
  value: Shape<T>,
  name: (key: string) => string | undefined,
  keys: JsonSchema,
): Shape<ReadonlyMap<string, T>> {
  return {
    title,
    schema: { type: 'object', propertyNames: keys, additionalProperties: value.schema },
    read(node, notes) {
      if (!isMap(node)) return notes.complain(node, `${shown(node)} must be ${title}`);
      const values = new Map<string, T>();
      for (const pair of node.items as Pair<Node, Node>[]) {
        const refusal = name(nameOf(pair));
        if (refusal !== undefined) notes.complain(pair, refusal);
        const read = pair.value === null ? undefined : value.read(notes.resolve(pair.value) as Node, notes);
        if (read !== undefined) values.set(nameOf(pair), read);
      }
      return values;
    },
  };
}

/** Two ways to write the same, told apart by whether it is a map. */
export function shortOr<T>(short: Shape<T>, long: Shape<T>): Shape<T> {
  return {
    title: `${short.title}, or ${long.title}`,
    schema: { anyOf: [short.schema, long.schema] },
    read: (node, notes) => (isMap(node) ? long : short).read(node, notes),
  };
}

/** The same shape with its value turned into something else. */
export function as<T, U>(shape: Shape<T>, turn: (value: T) => U): Shape<U> {
  return {
    title: shape.title,
    schema: shape.schema,
    read(node, notes) {
      const value = shape.read(node, notes);
      if (value === undefined) return undefined;
      const turned = turn(value);
      return typeof turned === 'object' && turned !== null ? (notes.origin(turned, node) as U) : turned;
    },
  };
}
