import { type Row, type Section, table } from '../page.js';
import type { Presented } from '../presented.js';

export function assertions({ runs }: Presented): Section | undefined {
  const [first] = runs;
  if (first.verdicts.length === 0) return undefined;
  const rows = first.verdicts.map(({ assertion, measured }, at): Row => {
    const kept = runs.filter(({ verdicts }) => verdicts[at]?.isKept === true).length;
    return { cells: [assertion, kept === runs.length ? 'kept' : 'broken', `${kept} of ${runs.length}`, measured] };
  });
  return { heading: 'Assertions', content: table(['assertion', 'verdict', 'runs', 'measured in the first run'], rows) };
}
