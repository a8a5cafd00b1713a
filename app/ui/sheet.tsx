/** A panel that a script fills and shows: at the foot of the window on a phone, at its side where there is room. */
export function Sheet({ label, className }: { label: string; className: string }) {
  return <aside className={`side-sheet ${className}`} aria-label={label} hidden />;
}
