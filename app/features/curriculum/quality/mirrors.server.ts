import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { QualityReport } from './report.server.ts';

/** Hosts of copies that somebody else uploaded or gathered: they move, lack pages and lend no authority. */
const mirrors = [
  '123docz.net',
  '5dok.net',
  'academia.edu',
  'coek.info',
  'docksci.com',
  'docsbay.net',
  'docslib.org',
  'documents.pub',
  'dokumen.tips',
  'fdocuments.us',
  'issuu.com',
  'moam.info',
  'paperexplained.cn',
  'pdfslide.net',
  'pubt.io',
  'readkong.com',
  'researchgate.net',
  'scribd.com',
  'slideshare.net',
  'studylib.net',
  'studyres.com',
  'vdocument.in',
  'vdocuments.mx',
  'vdocuments.us',
  'webjosh.com',
  'zhixidata.com',
] as const;

/** The mirror on which an address lies, under whatever name of its own (`fr.scribd.com`); null: it is none. */
function mirrorOf(url: string): string | null {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
  return mirrors.find((mirror) => host === mirror || host.endsWith(`.${mirror}`)) ?? null;
}

/** Refuses the address of a source that leads to a copy. */
export function checkMirror(url: string, place: Place, report: QualityReport): void {
  const mirror = mirrorOf(url);
  if (mirror === null) return;
  report.found(
    'P6-mirror',
    place,
    `${mirror} holds copies, which move and may lack pages, so whoever checks the source loses confidence; write its DOI, as \`https://doi.org/10.…\`, or the publisher’s page, or leave \`url\` out.`,
  );
}
