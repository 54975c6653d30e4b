const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it can stand in XML, within an element or an attribute. Characters that XML has no place for are left out. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] as string).replace(/[^\P{Cc}\t\n\r]/gu, '');
}
