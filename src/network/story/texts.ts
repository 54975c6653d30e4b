/** What is said in the story: short enough for a narrow screen. */
const TEXTS = [
  'hello, is anybody there?',
  'I heard it from a friend',
  'tell your neighbours',
  'a rumor needs no leader',
  'pass it on',
  'old news travels too',
  'nobody knows everybody',
  'word gets around',
  'did you hear that?',
  'keep it moving',
  'two are enough to start',
  'what one knows, all know',
] as const;

/** The text of the nth message. */
export function textOf(n: number): string {
  return TEXTS[n % TEXTS.length] as string;
}
