/** UTF-16 units kept of what a process writes. */
const KEPT = 16_384;

/** The end of what a process has written. */
export class Tail {
  private text = '';

  add(chunk: string): void {
    this.text += chunk;
    if (this.text.length > 2 * KEPT) this.text = this.text.slice(-KEPT);
  }

  /** The last lines, oldest first. */
  lines(count: number): readonly string[] {
    const lines = this.text.slice(-KEPT).split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines.slice(-count);
  }
}
