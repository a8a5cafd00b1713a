/** How wide a page shows a picture at most (HTML, `sizes`): the browser takes the narrowest file that does. */
export const pictureSizes = '(min-width: 46rem) 44rem, 100vw';
