import { isAlias, isNode, type Document, type LineCounter, type Node, type Pair } from 'yaml';

/** Something in a file that cannot stay as it is. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** One line that says what to do instead. */
  readonly message: string;
}

/** What a reader of a document writes down: every problem, and which part of the file each value came from. */
export class Notes {
  readonly problems: Problem[] = [];
  private readonly origins = new WeakMap<object, Node>();

  /** `load`: the text of another file, by its path from this one; throws where there is none. */
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly load: (path: string) => string,
  ) {}

  /** What `parse` makes of another file's text. Complains at `where` of a file that cannot be read, and of what it says. */
  include<T>(path: string, where: Node, parse: (text: string) => T): T | undefined {
    try {
      return parse(this.load(path));
    } catch (error) {
      return this.complain(where, `${path}: ${(error as Error).message}`);
    }
  }

  /** The node that an alias stands for. */
  resolve(node: Node | null | undefined): Node | undefined {
    return (isAlias(node) ? node.resolve(this.document) : node) ?? undefined;
  }

  complain(where: Node | Pair, message: string): undefined {
    const node = isNode(where) ? where : (where.key as Node);
    this.complainAt(node.range?.[0] ?? 0, message);
  }

  complainAt(offset: number, message: string): void {
    const { line, col: column } = this.lines.linePos(offset);
    this.problems.push({ line, column, message });
  }

  /** Remembers where a value was read. */
  origin<T extends object>(value: T, node: Node): T {
    this.origins.set(value, node);
    return value;
  }

  /** Complains of a value that was read, or of the whole file where it was not. */
  complainOf(value: object, message: string): void {
    this.complainAt(this.origins.get(value)?.range?.[0] ?? 0, message);
  }
}
