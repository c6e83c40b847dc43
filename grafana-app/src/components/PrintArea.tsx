import React, { type ReactNode } from 'react';

/**
 * On paper only what is inside is left: black on white, without Grafana around it. Elements that neither hold the area nor are in it
 * go, so that no empty page follows.
 */
const rules = `@media print {
  @page { margin: 14mm; }
  body *:not(:has(.vigie-print), .vigie-print, .vigie-print *) { display: none !important; }
  html, body, body *:has(.vigie-print) {
    display: block !important; position: static !important; overflow: visible !important;
    width: auto !important; height: auto !important; min-height: 0 !important; margin: 0 !important; padding: 0 !important;
  }
  html, body, body *:has(.vigie-print), .vigie-print, .vigie-print * {
    color: #000 !important; background: #fff !important; border-color: #999 !important; box-shadow: none !important;
  }
  .vigie-print .vigie-screen-only { display: none !important; }
  .vigie-print section, .vigie-print li { break-inside: avoid; }
}
@media not print { .vigie-print-only { display: none !important; } }`;

/** Parts with the class `vigie-screen-only` stay off the paper, those with `vigie-print-only` off the screen. */
export function PrintArea({ children }: { children: ReactNode }) {
  return (
    <div className="vigie-print">
      <style>{rules}</style>
      {children}
    </div>
  );
}
