import serifUrl from '@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2?url';
import sansUrl from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';

/** URL of the face that every page is set in: preloaded everywhere. */
export const sansFont = sansUrl;

/** URL of the face of lesson titles and quotations: preloaded where a lesson or an attempt is shown. */
export const serifFont = serifUrl;
