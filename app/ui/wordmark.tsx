/** The product's mark: two half discs that face each other, one speaking, one listening. Drawn in the text's color. */
export function Mark() {
  return (
    <svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true" fill="currentColor">
      <path d="M10 1v15A7.5 7.5 0 0 1 10 1Z" />
      <path d="M12 6v15a7.5 7.5 0 0 0 0-15Z" />
    </svg>
  );
}
