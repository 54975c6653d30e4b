import type { Walk } from './walk.js';

/** Who is within range of whom, as keys a × nodes + b with a < b, in ascending order. */
export function contacts(walks: readonly Walk[], range: number): number[] {
  const cells = new Map<string, number[]>();
  const found: number[] = [];
  const cellOf = (length: number): number => Math.floor(length / range);
  for (let b = 0; b < walks.length; b++) {
    const { x, y } = walks[b] as Walk;
    const [column, row] = [cellOf(x), cellOf(y)];
    for (let near = 0; near < 9; near++) {
      for (const a of cells.get(key(column - 1 + (near % 3), row - 1 + Math.floor(near / 3))) ?? []) {
        if (isWithin(walks[a] as Walk, x, y, range)) found.push(a * walks.length + b);
      }
    }
    const cell = cells.get(key(column, row));
    if (cell === undefined) cells.set(key(column, row), [b]);
    else cell.push(b);
  }
  return found.toSorted((one, other) => one - other);
}

function key(column: number, row: number): string {
  return `${column} ${row}`;
}

function isWithin(walk: Walk, x: number, y: number, range: number): boolean {
  const [across, along] = [walk.x - x, walk.y - y];
  return across * across + along * along <= range * range;
}
