import { Html } from '../html.ts';

/** For the screen and for paper: colours are printed, rows are not torn apart. */
export const pageStyle = new Html(`
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #1c2128; background: #fff; font: 10.5pt/1.45 -apple-system, "Segoe UI", Roboto, Arial, sans-serif; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
main { max-width: 182mm; margin: 0 auto; padding: 8mm 0; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 8mm; }
header p { margin: 0; color: #57606a; overflow-wrap: anywhere; text-align: right; }
h1 { margin: 0; font-size: 17pt; font-weight: 600; white-space: nowrap; }
h2 { margin: 6mm 0 2mm; font-size: 11.5pt; font-weight: 600; break-after: avoid; }
.banner { margin: 0 0 5mm; padding: 2.5mm 4mm; border: 2px dashed #9a6700; color: #7a5200; font-weight: 600; text-align: center; }
.verdict { margin: 4mm 0 0; padding: 4mm; border-left: 6px solid; font-size: 12pt; overflow-wrap: anywhere; }
.verdict strong { display: block; font-size: 14pt; }
.verdict.good { border-color: #1a7f37; background: #eaf6ec; } .verdict.bad { border-color: #c0242e; background: #fdecec; }
.verdict.open { border-color: #9a6700; background: #fdf5e0; }
span.good { color: #116329; } span.bad { color: #a0111f; font-weight: 600; } span.open { color: #7a5200; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1.3mm 3mm 1.3mm 0; border-bottom: 1px solid #d8dee4; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.facts th { width: 34%; font-weight: 400; color: #57606a; }
.grid th { font-weight: 600; font-size: 9pt; color: #57606a; } .grid th, .grid span { white-space: nowrap; } .grid td { font-size: 9.5pt; }
.by-hand td { border-bottom-color: #57606a; height: 9mm; } .by-hand, pre { break-inside: avoid; }
code, pre { font: 8.5pt/1.45 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
pre { margin: 2mm 0; padding: 3mm; background: #f4f5f7; white-space: pre-wrap; overflow-wrap: anywhere; }
.bar { display: block; height: 2.2mm; min-width: 0.4mm; background: #57606a; }
small { display: block; color: #57606a; white-space: pre-wrap; }
ul { margin: 0; padding-left: 5mm; } p { margin: 0 0 2mm; }
`);
