import { escape } from '../charts/markup.js';
import { STYLE } from './style.js';

/** A heading, what stands below it, and the words that say what is to be seen. All but the heading is markup. */
export interface Section {
  readonly heading: string;
  readonly content: string;
  readonly words?: string;
}

/** One file that needs no other, and no network. */
export function page(title: string, lead: string, sections: readonly Section[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${lead}
${sections.map(section).join('\n')}
</body></html>
`;
}

function section({ heading, content, words }: Section): string {
  return `<section><h2>${escape(heading)}</h2>${words === undefined ? '' : `<p class="quiet">${words}</p>`}\n${content}</section>`;
}

export interface Row {
  readonly cells: readonly string[];
  /** What cannot be gone below. */
  readonly isFloor?: boolean;
}

/** Cells are texts, not markup. */
export function table(heads: readonly string[], rows: readonly Row[]): string {
  const head = `<tr>${heads.map((text) => `<th scope="col">${escape(text)}</th>`).join('')}</tr>`;
  const body = rows.map(({ cells, isFloor }) => {
    return `<tr${isFloor === true ? ' class="floor"' : ''}>${cells.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead>${head}</thead><tbody>${body.join('')}</tbody></table></div>`;
}
