/** Whether a file's name contains one of the keywords, case-sensitive; `*` stands for any characters. */
export function matches(name: string, keywords: readonly string[]): boolean {
  for (const keyword of keywords) if (contains(name, keyword)) return true;
  return false;
}

/** Piece by piece from the left, the earliest place of each: if that leads nowhere, no other place does. */
function contains(name: string, keyword: string): boolean {
  if (!keyword.includes('*')) return name.includes(keyword);
  let at = 0;
  for (const piece of keyword.split('*')) {
    at = name.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return true;
}
