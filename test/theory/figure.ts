import { DEMERS } from './published.js';
import type { Row } from './table.js';

const [WIDTH, HEIGHT] = [640, 400];
const PLOT = { left: 70, right: 620, top: 40, bottom: 345 };
/** Rumors per node, from 0; and powers of ten of the residue, from 0 down. */
const [MOST, DECADES] = [6, 2.5];

const x = (traffic: number): number => PLOT.left + ((PLOT.right - PLOT.left) * traffic) / MOST;
const y = (residue: number): number => PLOT.top - ((PLOT.bottom - PLOT.top) * Math.log10(residue)) / DECADES;
const at = (value: number): string => value.toFixed(1);

/** Residue over rumors per node, as an SVG of its own: what was measured beside what was published, and the curve of theory. */
export function figure(rows: readonly Row[], caption: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${PLOT.left}" y="22" font-size="14" font-weight="600" fill="#1b2733">${caption}</text>
${axes()}
<path d="${theory()}" fill="none" stroke="#8a97a6" stroke-width="1.5" stroke-dasharray="5 4"/>
${DEMERS.map((one) => `<circle cx="${at(x(one.traffic))}" cy="${at(y(one.residue))}" r="8" fill="none" stroke="#c2571a" stroke-width="2"/>`).join('\n')}
${rows.map(point).join('\n')}
${legend()}
</svg>
`;
}

function point({ k, residue, traffic }: Row): string {
  const [cx, cy] = [at(x(traffic.mean)), at(y(residue.mean))];
  const label = `<text x="${at(x(traffic.mean) + 13)}" y="${at(y(residue.mean) - 6)}" fill="#1b2733">k = ${k}</text>`;
  return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="#1667b0"/>${label}`;
}

/** A rumor that is sent m times per node to random nodes leaves e^−m of them without it. */
function theory(): string {
  const points = Array.from({ length: 61 }, (_, step) => (step * DECADES * Math.LN10) / 60);
  return `M${points.map((traffic) => `${at(x(traffic))},${at(y(Math.exp(-traffic)))}`).join('L')}`;
}

function axes(): string {
  const vertical = [1, 0.1, 0.01].map(
    (residue) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(y(residue))}" y2="${at(y(residue))}" stroke="#e3e8ee"/>` +
      `<text x="${PLOT.left - 8}" y="${at(y(residue) + 4)}" text-anchor="end" fill="#4a5866">${residue}</text>`,
  );
  const horizontal = Array.from({ length: MOST + 1 }, (_, traffic) => {
    return `<text x="${at(x(traffic))}" y="${PLOT.bottom + 20}" text-anchor="middle" fill="#4a5866">${traffic}</text>`;
  });
  const names =
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle" fill="#1b2733">rumors sent per node</text>` +
    `<text x="18" y="${(PLOT.top + PLOT.bottom) / 2}" text-anchor="middle" fill="#1b2733" ` +
    `transform="rotate(-90 18 ${(PLOT.top + PLOT.bottom) / 2})">residue</text>`;
  const frame = `<path d="M${PLOT.left},${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none" stroke="#4a5866"/>`;
  return [...vertical, ...horizontal, frame, names].join('\n');
}

function legend(): string {
  const left = PLOT.right - 205;
  return `<circle cx="${left}" cy="60" r="3.5" fill="#1667b0"/><text x="${left + 16}" y="64" fill="#1b2733">Peerster, measured</text>
<circle cx="${left}" cy="82" r="8" fill="none" stroke="#c2571a" stroke-width="2"/>
<text x="${left + 16}" y="86" fill="#1b2733">Demers et al. 1987, table 2</text>
<path d="M${left - 9},104h18" stroke="#8a97a6" stroke-width="1.5" stroke-dasharray="5 4"/>
<text x="${left + 16}" y="108" fill="#1b2733">residue = e^−rumors</text>`;
}
