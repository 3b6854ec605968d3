/**
 * How a report looks: light and dark by the reader's choice, on paper always light. Contrast of text is at least 4.5 to 1.
 * No `<`, `&` or `>` in here: the page is well-formed XML, where a style has no escape of its own.
 */

const LIGHT = `
color-scheme:light;
--ground:#ffffff;--card:#f7f9fc;--line:#d5dce6;--text:#18222f;--quiet:#566375;
--grid:#e1e7ef;--zero:#a9b5c4;--mark:#55637a;--velocity:#1560bd;--pitch:#7a3fc0;--back:#0c7360;
--band:rgba(21,96,189,.18);--bar:#6fa3dc;--set:rgba(86,99,117,.09);--rep:rgba(21,96,189,.16);--judged:rgba(12,115,96,.12);
--hatch:rgba(86,99,117,.42);--shade:rgba(24,34,47,.28);--amber:#8a5600;--red:#b3121b;--amber-ground:#fff3dc;--red-ground:#ffe9e9;
`;

const DARK = `
color-scheme:dark;
--ground:#0f1419;--card:#171e26;--line:#33404e;--text:#eaf0f6;--quiet:#a5b3c1;
--grid:#26313d;--zero:#536273;--mark:#a5b3c1;--velocity:#6cb0ff;--pitch:#c69bff;--back:#4fd1b0;
--band:rgba(108,176,255,.22);--bar:#3c76b8;--set:rgba(165,179,193,.1);--rep:rgba(108,176,255,.2);--judged:rgba(79,209,176,.14);
--hatch:rgba(165,179,193,.42);--shade:rgba(234,240,246,.3);--amber:#ffc25c;--red:#ff9096;--amber-ground:#33270f;--red-ground:#3a1a1d;
`;

const PAGE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:76rem;background:var(--ground);color:var(--text);
font:1rem/1.45 system-ui,-apple-system,"Segoe UI","Liberation Sans",Roboto,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.6rem;margin:.2rem 0}
h2{font-size:1.3rem;margin:2.2rem 0 .3rem;overflow-wrap:anywhere}
h3{font-size:1.1rem;margin:1.6rem 0 .3rem}
h4{font-size:1rem;margin:0 0 .4rem}
p{margin:.3rem 0}
ul{margin:.4rem 0;padding-left:1.2rem}
a{color:var(--velocity)}
small,.notes,footer{color:var(--quiet)}
small{font-weight:400}
.facts{color:var(--quiet);margin:.1rem 0;padding:0}
ul.facts{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.1rem}
ul.facts li:first-child,ul.facts li:nth-child(2){color:var(--text);font-weight:600}
.warning{border-left:.3rem solid var(--amber);background:var(--amber-ground);padding:.4rem .7rem;font-weight:600}
.alerts{list-style:none;padding:0}
.alerts li{padding-left:5.6rem;margin:.15rem 0}
.alerts .time{display:inline-block;width:5.1rem;margin:0 .5rem 0 -5.6rem;text-align:right}
.level{white-space:nowrap;padding:0 .3em;border-radius:.25em}
.level.amber{color:var(--amber);background:var(--amber-ground)}
.level.red{color:var(--red);background:var(--red-ground)}
.scroll{overflow-x:auto}
.times table{width:auto}
table{border-collapse:collapse;font-size:.875rem;width:100%}
caption{text-align:left;color:var(--quiet);padding:.2rem 0}
th,td{padding:.22rem .45rem;border-top:1px solid var(--line);text-align:right;white-space:nowrap;vertical-align:top}
th:first-child,.reps th:last-child,.reps td:last-child{text-align:left}
.reps .notes{width:0;min-width:100%}
tbody th{font-weight:400}
.patterns{position:absolute}
.recording{border-top:2px solid var(--line);margin-top:1.2rem}
.recording h2{margin-top:1rem}
.pair{display:grid;gap:1rem 2rem;grid-template-columns:minmax(0,1fr);align-items:start}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));margin-top:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem;min-width:0;break-inside:avoid}
.card th{width:36%;text-align:left;white-space:normal;color:var(--quiet)}
.card td{text-align:left;white-space:normal}
.card caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
footer{border-top:2px solid var(--line);margin-top:2rem;padding-top:.6rem}
@media screen and (max-width:48rem){.scroll{background:linear-gradient(90deg,var(--ground) 40%,transparent) left/2.5rem 100% no-repeat local,
linear-gradient(270deg,var(--ground) 40%,transparent) right/2.5rem 100% no-repeat local,
linear-gradient(90deg,var(--shade),transparent) left/.9rem 100% no-repeat scroll,
linear-gradient(270deg,var(--shade),transparent) right/.9rem 100% no-repeat scroll}}
@media (min-width:60rem){.pair{grid-template-columns:minmax(16rem,1fr) minmax(0,max-content)}}
`;

const PICTURES = `
figure{margin:.8rem 0;break-inside:avoid}
figcaption{font-size:.875rem;color:var(--quiet);margin-bottom:.4rem}
figcaption b{color:var(--text)}
.plot{padding:0 .5rem 0 2.2rem}
.plot figcaption{margin-left:-2.2rem}
.fluid{display:block;overflow:visible}
.rep-plots{display:block;width:100%;height:auto;margin-bottom:.5rem}
svg text{font-size:11.5px;fill:var(--text)}
svg text.heading{font-weight:700}
svg .heading{font-weight:700;font-size:12.5px}
svg .tick{fill:var(--quiet);font-size:11px}
svg .name{font-weight:700;font-size:12px}
svg .figure{font-weight:600}
svg .halo{paint-order:stroke;stroke:var(--halo,var(--ground));stroke-width:3px;stroke-linejoin:round}
.card svg{--halo:var(--card)}
.t-velocity{fill:var(--velocity)}.t-pitch{fill:var(--pitch)}.t-back{fill:var(--back)}
.grid{stroke:var(--grid)}.zero{stroke:var(--zero)}
.mark{stroke:var(--mark);stroke-dasharray:4 3}
.curve{fill:none;stroke-width:2}
.curve.velocity{stroke:var(--velocity)}.curve.pitch{stroke:var(--pitch)}.curve.back{stroke:var(--back);stroke-width:2.5}
.plot .curve.pitch{stroke-width:1.5}
.point{stroke:var(--ground);stroke-width:1.5}.point.velocity{fill:var(--velocity)}.point.back{fill:var(--back)}
.band{fill:var(--band)}.mean{stroke:var(--velocity);stroke-width:1.5}
.set{fill:var(--set)}.rep{fill:var(--rep)}.judged{fill:var(--judged)}
.hatch{fill:var(--hatch)}.gap,.sticking{fill:url(#hatch)}
.bar{fill:var(--bar)}.whisker{stroke:var(--text);stroke-width:1.5}.whisker-end{fill:var(--text)}
.limit{stroke-width:1.3;stroke-dasharray:6 4}
.limit.red{stroke:var(--red);stroke-dasharray:2 3;stroke-width:1.6}.limit.amber{stroke:var(--amber)}
svg .limit-name{font-size:10.5px}
svg .limit-name.amber,svg .shape.amber,svg .figure.amber{fill:var(--amber)}
svg .limit-name.red,svg .shape.red,svg .figure.red{fill:var(--red)}
svg .shape{font-size:13px}
svg .on-bar{fill:var(--text)}
`;

const PAPER = `
@media print{
body{max-width:none;padding:0;font-size:10pt}
.cards{grid-template-columns:repeat(2,minmax(0,1fr))}
.scroll{overflow:visible}
.card,.level,.warning{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,h3,h4{break-after:avoid}
tr{break-inside:avoid}
a{color:inherit;text-decoration:none}
}
`;

export const STYLE = [
  `:root{${LIGHT}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${DARK}}}`,
  PAGE,
  PICTURES,
  PAPER,
].join('\n');
