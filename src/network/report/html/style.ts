/** Of a page that stands alone: on screens light and dark, and on paper. Charts take their colours from here. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b2733;--quiet:#5b6875;--line:#e3e8ee;--ink:#1667b0;--pale:#bcd8f1;--warm:#c2571a;--good:#1a7f37;--bad:#c62828;--late:#d6e6f5}
@media(prefers-color-scheme:dark){:root{--ground:#14191f;--text:#e3e8ee;--quiet:#98a4b1;--line:#2c343d;--ink:#6cb0f0;--pale:#27496a;--warm:#f0964f;--good:#4cc36b;--bad:#ff6b6b;--late:#25384a}}
body{background:var(--ground);color:var(--text);font:15px/1.5 system-ui,sans-serif;max-width:780px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .3rem}p{margin:.3rem 0}
.quiet,figcaption{color:var(--quiet);font-size:.9rem}
.verdict{font-weight:600}.kept{color:var(--good)}.broken{color:var(--bad)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.25rem .6rem;border-bottom:1px solid var(--line)}th{font-weight:600}
th:first-child,td:first-child{text-align:left;padding-left:0}tr.floor td{color:var(--warm)}
figure{margin:.6rem 0}svg{width:100%;height:auto;font:12px system-ui,sans-serif}
.scroll{overflow-x:auto}code{font-size:.85rem;overflow-wrap:anywhere}
.tick{fill:var(--quiet)}.axis{fill:var(--text)}.note{fill:var(--warm);font-size:11px;paint-order:stroke;stroke:var(--ground);stroke-width:3px}
.base{stroke:var(--quiet);fill:none}.grid,.ring{stroke:var(--line);fill:none}
.curve{stroke:var(--ink);stroke-width:2;fill:none}.band{fill:var(--pale);opacity:.6}
.floor{stroke:var(--warm);stroke-width:1.5;stroke-dasharray:5 4;fill:none}.mark{stroke:var(--warm);opacity:.6}
.bar{fill:var(--ink)}.pale{fill:var(--pale)}.way{stroke:var(--quiet);opacity:.35;fill:none}
.node{fill:color-mix(in srgb,var(--ink) var(--age),var(--late));stroke:var(--ink);stroke-width:.5}
.source{fill:var(--warm)}.missed{fill:none;stroke:var(--bad);stroke-width:2}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}figure{break-inside:avoid}}
`;
