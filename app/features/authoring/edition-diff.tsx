import { countOf } from '#app/words/numbers.ts';
import type { DiffBlock, DiffPart, TextDiff } from './edition-diff.server.ts';

/** How much changed, in words. */
export function diffSummary({ added, removed, blocks }: TextDiff): string {
  if (blocks.every(({ kind }) => kind === 'same')) return 'Not a word of the file is different.';
  return `${countOf(added, 'word')} added, ${countOf(removed, 'word')} removed.`;
}

// So many lines around a change are shown; what is further away is folded.
const context = 2;

/** What changed in a text: words added and removed set apart, long stretches that are the same folded. */
export function DiffView({ diff }: { diff: TextDiff }) {
  const { blocks } = diff;
  return (
    <div className="diff">
      {blocks.map((block, index) =>
        block.kind === 'changed' ? (
          <Changed key={`${block.line} changed`} block={block} />
        ) : (
          <Same
            key={`${block.line} same`}
            block={block}
            first={index === 0}
            last={index === blocks.length - 1}
          />
        ),
      )}
    </div>
  );
}

function Changed({ block: { line, parts } }: { block: Extract<DiffBlock, { kind: 'changed' }> }) {
  let position = 0;
  return (
    <div className="diff-changed">
      <p className="diff-line">Line {line}</p>
      <p className="diff-text">
        {parts.map((part) => {
          position += part.text.length;
          return <Part key={`${position} ${part.kind}`} part={part} />;
        })}
      </p>
    </div>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }) {
  if (kind === 'same') return text;
  const Element = kind === 'added' ? 'ins' : 'del';
  return (
    <Element>
      <span className="vh">{`${kind}: `}</span>
      {text}
      <span className="vh">{` (end of ${kind === 'added' ? 'addition' : 'removal'})`}</span>
    </Element>
  );
}

type SameProps = {
  block: Extract<DiffBlock, { kind: 'same' }>;
  first: boolean;
  last: boolean;
};

function Same({ block: { lines }, first, last }: SameProps) {
  const head = first ? 0 : context;
  const tail = last ? 0 : context;
  const hidden = lines.length - head - tail;
  if (hidden <= 2) return <Lines lines={lines} />;
  return (
    <>
      <Lines lines={lines.slice(0, head)} />
      <details className="diff-folded">
        <summary>{hidden} lines are the same</summary>
        <Lines lines={lines.slice(head, lines.length - tail)} />
      </details>
      <Lines lines={tail === 0 ? [] : lines.slice(-tail)} />
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.every((line) => line.trim() === '')) return null;
  return <p className="diff-text diff-same">{lines.join('\n')}</p>;
}
