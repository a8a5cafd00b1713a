import sansUrl from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';

/** URL of the face that every page is set in: preloaded everywhere. */
export const sansFont = sansUrl;
