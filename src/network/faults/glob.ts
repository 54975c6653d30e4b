/** Whether a name is one that a pattern stands for: `*` is any characters, `?` is one. In time that grows with length × length at most. */
export function globMatches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let read = 0; read < name.length; ) {
    if (pattern[at] === '*') [star, resume] = [at++, read];
    else if (pattern[at] === '?' || pattern[at] === name[read]) [at, read] = [at + 1, read + 1];
    else if (star < 0) return false;
    else [at, read] = [star + 1, ++resume];
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
