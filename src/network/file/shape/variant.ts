import { isMap, isScalar, type Node, type Pair, YAMLMap } from 'yaml';
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
  /** The keys that go with it, of those that are not required; without a list all do. */
  readonly with?: readonly string[];
}

export type Variant<C extends Fields, K extends Readonly<Record<string, Kind<unknown>>>> = {
  readonly [N in keyof K]: {
    readonly kind: N;
    readonly value: K[N] extends { shape: Shape<infer T> } ? T : never;
    readonly common: Read<C>;
  };
}[keyof K];

type Kinds = Readonly<Record<string, Kind<unknown>>>;

/**
 * A map with exactly one of these names in it, and keys that kinds have in common: `at: 5 s` and `crash: n3`. A kind that may stand
 * alone is written as its mere name, too, where nothing in common is required.
 */
export function variant<const C extends Fields, const K extends Kinds>(title: string, common: C, kinds: K): Shape<Variant<C, K>> {
  return new VariantShape(title, common, kinds) as unknown as Shape<Variant<C, K>>;
}

class VariantShape implements Shape<object> {
  readonly schema: JsonSchema;
  private readonly names: readonly string[];
  private readonly shared: Shape<object>;

  constructor(
    readonly title: string,
    private readonly common: Fields,
    private readonly kinds: Kinds,
  ) {
    this.names = Object.keys(kinds);
    this.shared = record(title, common);
    const lone = this.mayStandAlone ? this.names.filter((name) => kinds[name]?.alone !== undefined) : [];
    this.schema = { anyOf: [...this.names.map((name) => this.schemaOf(name)), ...(lone.length > 0 ? [{ enum: lone }] : [])] };
  }

  read(node: Node, notes: Notes): object | undefined {
    if (isScalar(node) && this.mayStandAlone) return this.readLone(node, notes);
    if (!isMap(node)) return notes.complain(node, `${shown(node)} must be ${this.title}, with one of ${this.names.join(', ')}`);
    const before = notes.problems.length;
    const pairs = node.items as Pair<Node, Node | null>[];
    const chosen = this.choose(node, pairs, notes);
    const common = this.shared.read(
      withItems(
        node,
        pairs.filter((pair) => this.isCommon(pair)),
      ),
      notes,
    );
    const value = chosen && this.readValue(chosen, notes);
    if (chosen === undefined || value === undefined || common === undefined || notes.problems.length > before) return undefined;
    return notes.origin({ kind: nameOf(chosen), value, common }, node);
  }

  private get mayStandAlone(): boolean {
    return !Object.values(this.common).some(({ required }) => required === true);
  }

  private isCommon(pair: Pair): boolean {
    return Object.hasOwn(this.common, nameOf(pair));
  }

  private isKind(pair: Pair): boolean {
    return Object.hasOwn(this.kinds, nameOf(pair));
  }

  /** The pair that says the kind; complains of all that do not go with it. */
  private choose(map: YAMLMap, pairs: readonly Pair<Node, Node | null>[], notes: Notes): Pair<Node, Node | null> | undefined {
    const strange = pairs.filter((pair) => !this.isCommon(pair) && !this.isKind(pair));
    for (const pair of strange) notes.complain(pair, unknownKey(nameOf(pair), [...Object.keys(this.common), ...this.names], this.title));
    const [first, ...more] = pairs.filter((pair) => this.isKind(pair));
    if (first === undefined) {
      return strange.length > 0 ? undefined : notes.complain(map, `${this.title} needs one of ${this.names.join(', ')}`);
    }
    const name = nameOf(first);
    for (const pair of more) notes.complain(pair, `${this.title} has "${name}" already: write "${nameOf(pair)}" as an entry of its own`);
    for (const pair of pairs.filter((each) => this.isCommon(each) && !this.goesWith(nameOf(each), name))) {
      notes.complain(pair, `"${nameOf(pair)}" does not go with "${name}": leave it out`);
    }
    return first;
  }

  private goesWith(key: string, kind: string): boolean {
    const { with: keys } = this.kinds[kind] as Kind<unknown>;
    return keys === undefined || this.common[key]?.required === true || keys.includes(key);
  }

  private readValue(pair: Pair<Node, Node | null>, notes: Notes): unknown {
    const { shape, alone } = this.kinds[nameOf(pair)] as Kind<unknown>;
    const node = notes.resolve(pair.value);
    if (node !== undefined && !isNothing(node)) return shape.read(node, notes);
    return alone ?? notes.complain(pair, `"${nameOf(pair)}" has no value: it must be ${shape.title}`);
  }

  private readLone(node: Node, notes: Notes): object | undefined {
    const name = isScalar(node) ? String(node.value) : '';
    const kind = Object.hasOwn(this.kinds, name) ? this.kinds[name] : undefined;
    if (kind === undefined) return notes.complain(node, unknownKey(name, this.names, this.title));
    if (kind.alone === undefined) return notes.complain(node, `"${name}" has no value: it must be ${kind.shape.title}`);
    return notes.origin({ kind: name, value: kind.alone, common: {} }, node);
  }

  private schemaOf(name: string): JsonSchema {
    const { shape, about, alone } = this.kinds[name] as Kind<unknown>;
    const value = alone === undefined ? shape.schema : { anyOf: [shape.schema, { type: 'null' }] };
    const shared = Object.entries(this.shared.schema.properties as object).filter(([key]) => this.goesWith(key, name));
    const required = [...((this.shared.schema.required as readonly string[] | undefined) ?? []), name];
    const properties = { [name]: { description: about, ...value }, ...Object.fromEntries(shared) };
    return { type: 'object', properties, required, additionalProperties: false };
  }
}

/** The same map with fewer pairs, at the same place. */
function withItems(map: YAMLMap, items: Pair<Node, Node | null>[]): YAMLMap {
  const copy = new YAMLMap();
  copy.items = items;
  copy.range = map.range ?? null;
  return copy;
}
