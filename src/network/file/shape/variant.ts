import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { isNothing, nameOf, type Field, type Read, record, unknownKey } from './compounds.js';
import type { Notes } from './notes.js';
import { shown } from './scalars.js';
import type { JsonSchema, Shape } from './shape.js';

type Fields = Readonly<Record<string, Field<unknown>>>;

/** One of several kinds, each with what is written after its name. */
export interface Kind<T> {
  readonly shape: Shape<T>;
  readonly about: string;
  /** It may stand without a value, and then means this. */
  readonly alone?: T;
}

export type Variant<C extends Fields, K extends Readonly<Record<string, Kind<unknown>>>> = {
  readonly [N in keyof K]: {
    readonly kind: N;
    readonly value: K[N] extends { shape: Shape<infer T> } ? T : never;
    readonly common: Read<C>;
  };
}[keyof K];

/**
 * A map with exactly one of these names in it, and keys that all kinds have in common: `at: 5 s` and `crash: n3`. A kind that may stand
 * alone is written as its mere name, too, where nothing in common is required.
 */
export function variant<const C extends Fields, const K extends Readonly<Record<string, Kind<unknown>>>>(
  title: string,
  common: C,
  kinds: K,
): Shape<Variant<C, K>> {
  const names = Object.keys(kinds);
  const shared = record(title, common);
  return {
    title,
    schema: { anyOf: [...names.map((name) => schemaOf(name, kinds[name] as Kind<unknown>, shared.schema)), ...loneSchema(kinds)] },
    read(node, notes) {
      if (isScalar(node)) return readLone(node, kinds, title, notes) as Variant<C, K> | undefined;
      if (!isMap(node)) return notes.complain(node, `${shown(node)} must be ${title}, with one of ${names.join(', ')}`);
      return readOne(node, kinds, shared, Object.keys(common), title, notes) as Variant<C, K> | undefined;
    },
  };
}

function readOne(
  map: YAMLMap,
  kinds: Readonly<Record<string, Kind<unknown>>>,
  shared: Shape<object>,
  commonNames: readonly string[],
  title: string,
  notes: Notes,
): object | undefined {
  const names = Object.keys(kinds);
  const pairs = map.items as Pair<Node, Node | null>[];
  const chosen = pairs.filter((pair) => names.includes(nameOf(pair)));
  const strange = pairs.filter((pair) => !names.includes(nameOf(pair)) && !commonNames.includes(nameOf(pair)));
  for (const pair of strange) notes.complain(pair, unknownKey(nameOf(pair), [...commonNames, ...names], title));
  const rest = withItems(
    map,
    pairs.filter((pair) => commonNames.includes(nameOf(pair))),
  );
  const common = shared.read(rest, notes);
  const [first, second] = chosen;
  if (first === undefined) return strange.length > 0 ? undefined : notes.complain(map, `${title} needs one of ${names.join(', ')}`);
  if (second !== undefined)
    return notes.complain(second, `${title} has "${nameOf(first)}" already: write "${nameOf(second)}" as an entry of its own`);
  const value = valueOf(first, kinds[nameOf(first)] as Kind<unknown>, notes);
  if (value === undefined || common === undefined || strange.length > 0) return undefined;
  return notes.origin({ kind: nameOf(first), value, common }, map);
}

function valueOf(pair: Pair<Node, Node | null>, { shape, alone }: Kind<unknown>, notes: Notes): unknown {
  const node = notes.resolve(pair.value);
  if (node !== undefined && !isNothing(node)) return shape.read(node, notes);
  return alone ?? notes.complain(pair, `"${nameOf(pair)}" has no value: it must be ${shape.title}`);
}

function readLone(node: Node, kinds: Readonly<Record<string, Kind<unknown>>>, title: string, notes: Notes): object | undefined {
  const name = isScalar(node) ? String(node.value) : '';
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return notes.complain(node, unknownKey(name, Object.keys(kinds), title));
  if (kind.alone === undefined) return notes.complain(node, `"${name}" has no value: it must be ${kind.shape.title}`);
  return notes.origin({ kind: name, value: kind.alone, common: {} }, node);
}

/** The same map with fewer pairs, at the same place. */
function withItems(map: YAMLMap, items: Pair<Node, Node | null>[]): YAMLMap {
  const copy = map.clone() as YAMLMap;
  copy.items = items;
  copy.range = map.range ?? null;
  return copy;
}

function schemaOf(name: string, { shape, about, alone }: Kind<unknown>, common: JsonSchema): JsonSchema {
  const value = alone === undefined ? shape.schema : { anyOf: [shape.schema, { type: 'null' }] };
  const properties = { ...(common.properties as object), [name]: { description: about, ...value } };
  const required = [...((common.required as string[] | undefined) ?? []), name];
  return { type: 'object', properties, required, additionalProperties: false };
}

function loneSchema(kinds: Readonly<Record<string, Kind<unknown>>>): JsonSchema[] {
  const lone = Object.keys(kinds).filter((name) => kinds[name]?.alone !== undefined);
  return lone.length === 0 ? [] : [{ enum: lone }];
}
