/** UTF-16 units of a line that is looked at; the rest of a longer one is not. */
const LONGEST = 16_384;

/** Looks for the first line that fits. */
export class ReadyLine {
  private unfinished = '';

  constructor(
    private readonly fits: RegExp,
    private readonly found: (line: string) => void,
  ) {}

  /** Returns whether it has been found. */
  read(chunk: string): boolean {
    const lines = (this.unfinished + chunk).split('\n');
    this.unfinished = (lines.pop() as string).slice(0, LONGEST);
    const line = lines.find((each) => this.fits.test(each));
    if (line === undefined) return false;
    this.found(line);
    return true;
  }
}
