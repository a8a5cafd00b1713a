type TypedTextsProps = {
  typed: readonly string[];
  /** Shown at once, not on request. */
  open: boolean;
};

/** What a person wrote into a form that was not taken, to be read and copied. */
export function TypedTexts({ typed, open }: TypedTextsProps) {
  if (typed.length === 0) return null;
  return (
    <details open={open}>
      <summary>What you typed</summary>
      <div className="stack">
        {typed.map((text, index) => (
          <textarea
            // biome-ignore lint/suspicious/noArrayIndexKey: two fields may hold the same text
            key={index}
            className="input"
            aria-label={`What you typed, ${index + 1} of ${typed.length}`}
            rows={Math.min(8, 1 + Math.ceil(text.length / 60))}
            defaultValue={text}
            readOnly
          />
        ))}
      </div>
    </details>
  );
}
