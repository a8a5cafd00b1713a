/** The style of every file of a kit, within the file: paper first, then a screen. Fonts are those that a machine has. */
export const kitStyle = `
:root { --ink: #1b1f24; --muted: #565e68; --rule: #c9ced4; --soft: #f3f4f2; --accent: #1d4f7c; --care: #8a4b00; }
* { box-sizing: border-box; }
html { font: 11pt/1.45 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink); }
body { max-width: 190mm; margin: 0 auto; padding: 8mm 6mm; background: #fff; }
h1, .slide h2 { font-family: "Source Serif 4", Georgia, "Times New Roman", serif; }
h1 { margin: 0 0 2mm; font-size: 21pt; line-height: 1.15; }
h2 { margin: 8mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid var(--ink); font-size: 13.5pt; break-after: avoid; }
h3, h4 { margin: 5mm 0 1mm; font-size: 11.5pt; break-after: avoid; }
p, ul, ol { margin: 0 0 2.5mm; }
ul, ol { padding-left: 6mm; }
li + li { margin-top: 0.8mm; }
li, p { overflow-wrap: anywhere; }
td, th { overflow-wrap: break-word; }
img { max-width: 100%; max-height: 90mm; height: auto; }
figure { margin: 3mm 0; break-inside: avoid; }
figcaption, .muted, small, footer { color: var(--muted); font-size: 9.5pt; }
blockquote { margin: 0 0 2.5mm; padding-left: 4mm; border-left: 2pt solid var(--rule); }
.for { margin: 0 0 5mm; padding-bottom: 1mm; border-bottom: 0.5pt solid var(--rule); color: var(--muted); font-size: 9pt; font-weight: 600; }
footer { break-before: avoid; margin-top: 8mm; padding-top: 2mm; border-top: 0.5pt solid var(--rule); }
.lead { font-size: 12.5pt; line-height: 1.35; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(30mm, 1fr)); gap: 2mm 5mm; margin: 4mm 0; padding: 3mm 0; border-block: 0.5pt solid var(--rule); }
.facts dt { color: var(--muted); font-size: 9pt; }
.facts dd { margin: 0; font-weight: 600; }
.facts .wide { grid-column: span 2; }
.box { margin: 4mm 0; padding: 3mm 4mm; border: 1pt solid var(--rule); border-left-width: 4pt; break-inside: avoid; }
.box > :last-child, .two > * > :last-child { margin-bottom: 0; }
.box h2, .box h3 { margin: 0 0 1.5mm; padding: 0; border: 0; font-size: 11.5pt; }
.care { border-color: var(--care); }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; }
.two h3 { margin-top: 2mm; }
.ticks, .lines { padding: 0; list-style: none; }
.ticks li { position: relative; padding-left: 6mm; break-inside: avoid; }
.ticks li::before, .tick { content: ""; position: absolute; left: 0; top: 0.25em; width: 3.4mm; height: 3.4mm; border: 0.8pt solid var(--ink); }
.tick { display: inline-block; position: static; margin-right: 1.5mm; vertical-align: -0.1em; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 4mm; font-size: 9.5pt; line-height: 1.35; }
caption { padding-bottom: 1mm; font-weight: 600; text-align: left; }
th, td { padding: 1.4mm 2mm 1.4mm 0; border-bottom: 0.5pt solid var(--rule); text-align: left; vertical-align: top; }
thead th { border-bottom: 1pt solid var(--ink); color: var(--muted); font-size: 9pt; font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 600; }
tr { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tfoot th, tfoot td { border-top: 1pt solid var(--ink); font-weight: 600; }
.filled td { height: 14mm; }
.item { margin: 0 0 5mm; padding-left: 4mm; border-left: 2pt solid var(--rule); }
.item > .prompt { font-weight: 600; break-after: avoid; }
.item > .prompt p { margin-bottom: 1mm; }
.response { display: flex; gap: 3mm; justify-content: space-between; margin-top: 2mm; break-after: avoid; }
.response small { flex: none; font-weight: 600; }
.response small:has(.s-done) { color: var(--ink); }
.s-done::before { content: "✓ "; }
.mark.s-failed::before { content: "✕ "; }
.feedback { padding-left: 4mm; color: var(--muted); font-size: 10pt; break-inside: avoid; }
.feedback::before { content: none; }
.keyed-misconception { margin: 0.5mm 0 0; font-style: italic; }
.keyed-order { margin-bottom: 2mm; }
.said { width: 38%; }
.does { width: 50%; }
.scene, .lesson-claims { break-inside: avoid; }
.claims { table-layout: fixed; }
.claims th:first-child { width: 34%; }
.kind { font-weight: 600; white-space: nowrap; }
.steps ol { counter-reset: step; padding: 0; list-style: none; }
.steps li { counter-increment: step; position: relative; padding-left: 9mm; break-inside: avoid; }
.steps li + li { margin-top: 1.5mm; }
.steps li::before { content: counter(step); position: absolute; left: 0; width: 6mm; height: 6mm; border: 1pt solid var(--ink); border-radius: 50%; font-size: 9pt; font-weight: 600; line-height: 5.4mm; text-align: center; }
.callout, .local-rule, .spoken { margin: 3mm 0; padding: 2.5mm 4mm; border: 0.8pt solid var(--rule); break-inside: avoid; }
.callout-title, .local-rule-title, .compare-label, .spoken-title { margin-bottom: 1mm; color: var(--ink); font-weight: 600; }
.callout-kind::after, .local-rule-kind::after, .compare-mark::after { content: ": "; }
.compare { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; margin: 3mm 0; break-inside: avoid; }
.compare > * { padding: 2.5mm 3.5mm; border: 0.8pt solid var(--rule); }
.compare-strong { border-width: 1.6pt !important; border-color: var(--ink) !important; }
.spoken-readings { display: grid; grid-template-columns: repeat(auto-fit, minmax(60mm, 1fr)); gap: 4mm; }
.spoken-words em { font-style: normal; font-weight: 700; text-decoration: underline; }
.spoken-pause::after { content: " … "; color: var(--muted); }
.spoken-breath::after { content: "’ "; }
.spoken-label, .spoken-how { color: var(--muted); font-size: 9.5pt; }
.write { height: 9mm; border-bottom: 0.6pt solid var(--muted); }
.terms dt { font-weight: 600; }
.terms dd { margin: 0 0 2mm; }
.terms > div { break-inside: avoid; }
.sign-lines { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm 8mm; margin: 5mm 0; break-inside: avoid; }
.sign-line { min-height: 8mm; border-bottom: 0.6pt solid var(--ink); color: var(--muted); font-size: 9.5pt; }
.rubric { break-inside: avoid; }
.rubric-table th, .rubric-table td { padding: 1.5mm 2mm; border: 0.5pt solid var(--ink); }
.rubric-table small { display: block; color: var(--care); font-weight: 600; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.new-page { break-before: page; }
.new-page > h2:first-child { margin-top: 0; }
nav ul { padding: 0; list-style: none; }
a { color: var(--accent); }

body.slides { max-width: none; padding: 0; background: var(--soft); }
body.slides > .for { margin: 0; padding: 4mm 8mm; background: #fff; }
body.slides > footer { padding: 3mm 8mm; margin: 0; }
.slide { display: flex; flex-direction: column; justify-content: center; width: min(100%, 270mm); min-height: min(150mm, 56vw); margin: 6mm auto; padding: 10mm 16mm; border: 0.5pt solid var(--rule); background: #fff; font-size: 21pt; line-height: 1.32; break-inside: avoid; }
.slide h1 { font-size: 40pt; }
.slide h2 { margin: 0 0 6mm; padding: 0; border: 0; font-size: 29pt; line-height: 1.15; }
.slide h3 { margin: 0 0 2mm; color: var(--muted); font-size: 14pt; }
.slide ul, .slide ol { padding-left: 9mm; }
.slide li + li { margin-top: 2.5mm; }
.slide table { font-size: 14pt; }
.slide img { display: block; max-height: 98mm; width: auto; margin: 0 auto; }
.slide figure { margin: 0; text-align: center; }
.slide figcaption { margin-top: 3mm; font-size: 13pt; }
.slide .steps ol, .slide .options { padding: 0; }
.slide .steps li { padding-left: 14mm; }
.slide .steps li::before { width: 9mm; height: 9mm; font-size: 13pt; line-height: 8.4mm; }
.slide .options { list-style: none; }
.slide .options li { padding: 2mm 4mm; border: 0.8pt solid var(--rule); }
.slide .options b { margin-right: 3mm; }
.slide.small { font-size: 17pt; }
.slide p { margin-bottom: 4mm; }
.slide .compare, .slide .spoken-readings { gap: 8mm; }
.slide .spoken { padding: 6mm; text-align: left; }
.slide .spoken-words { font-size: 24pt; line-height: 1.4; }
.slide .spoken-label, .slide .spoken-how, .slide .muted { font-size: 14pt; }
.slide .place { margin: auto 0 0; padding-top: 5mm; color: var(--muted); font-size: 10pt; }
.slide-body { margin-block: auto; }

@page { margin: 15mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); color: #565e68; font: 8.5pt Arial, sans-serif; } }
@page slides { size: landscape; margin: 10mm 12mm; @bottom-right { content: none; } }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  body.slides { page: slides; background: none; }
  body.slides > .for, body.slides > footer { display: none; }
  .slide { width: auto; min-height: 168mm; margin: 0; padding: 4mm 10mm; border: 0; break-after: page; page: slides; }
  .slide:last-of-type { break-after: auto; }
  a { color: inherit; text-decoration: none; }
}
@media (max-width: 150mm) {
  .two, .compare, .sign-lines { grid-template-columns: 1fr; }
  .slide { padding: 6mm; font-size: 13pt; }
  .slide h1 { font-size: 22pt; }
  .slide h2 { font-size: 17pt; }
}
`;
