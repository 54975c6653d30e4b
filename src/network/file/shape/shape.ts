import type { Node } from 'yaml';
import type { Notes } from './notes.js';

/** A JSON schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** How one part of a file is written: one description that reads it and makes its schema. */
export interface Shape<T> {
  /** In a sentence after "must be": `a duration, as 20 ms`. */
  readonly title: string;
  readonly schema: JsonSchema;
  /** Undefined where it cannot be read; the reason is noted then. */
  read(node: Node, notes: Notes): T | undefined;
}
