import { Broken, NotJudged, Untimely } from '../check.js';
import { isKnownLine } from '../habits/lines.js';
import type { Stage } from '../stage/stage.js';

/**
 * Waits for a line; blanks at its end are left to O1. Throws Broken, and NotJudged where the node prints none of all the lines: it tells
 * what it does in another way.
 */
export async function printed(stage: Stage, sentence: `O${number}`, line: string): Promise<void> {
  const found = await stage.until(() => hasPrinted(stage, line), stage.patience.soon);
  if (found === undefined && !stage.lines().some(isKnownLine)) throw new NotJudged('the node prints none of the lines');
  if (found === undefined) throw new Untimely(sentence, `the line: ${line}`, stage.patience.soon);
  stage.keeps(sentence);
}

/** The same for a line that PEERS must follow. */
export async function printedWithPeers(stage: Stage, sentence: `O${number}`, line: string): Promise<void> {
  await printed(stage, sentence, line);
  const at = stage.lines().findIndex((each) => each.trimEnd() === line);
  const next = await stage.until(() => stage.lines()[at + 1], stage.patience.soon);
  if (next === undefined) throw new Untimely(sentence, `PEERS after ${line}`, stage.patience.soon);
  if (!next.startsWith('PEERS')) throw new Broken(sentence, `PEERS after ${line}`, next);
}

function hasPrinted(stage: Stage, line: string): boolean {
  return stage.lines().some((each) => each.trimEnd() === line);
}
