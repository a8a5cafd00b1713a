import type { ComponentType, ReactNode } from 'react';
import { uncheckedWords } from '#app/features/curriculum/courses/words.ts';
import { Breath, Pace, Pause, Reading, Spoken } from './spoken-components.tsx';

/**
 * The static components of the authoring language, as semantic HTML. They run once, on the server, when a lesson is
 * compiled. Attributes the author did not write (`url`, `number`, sizes) are filled in by the compiler.
 */

type WithChildren = { children?: ReactNode };

const calloutNames: Record<string, string> = {
  note: 'Note',
  caution: 'Caution',
  evidence: 'Evidence',
  practice: 'Practice',
};

function Callout({ kind, title, children }: WithChildren & { kind: string; title?: string }) {
  const name = calloutNames[kind] ?? 'Note';
  return (
    <div
      className={`callout callout-${kind}`}
      role="note"
      aria-label={title ? `${name}: ${title}` : name}
    >
      <p className="callout-title">
        <span className="callout-kind">{name}</span>
        {title ? <> {title}</> : null}
      </p>
      {children}
    </div>
  );
}

type PictureProps = {
  url: string;
  width?: string;
  height?: string;
  srcSet?: string;
  sizes?: string;
};

function Figure({ url, alt, caption, ...size }: PictureProps & { alt: string; caption?: string }) {
  return (
    <figure className="figure">
      <img src={url} alt={alt} {...size} loading="lazy" decoding="async" />
      {caption ? <figcaption className="figure-caption">{caption}</figcaption> : null}
    </figure>
  );
}

type VideoProps = WithChildren & {
  url: string;
  captionsUrl: string;
  posterUrl?: string;
  title: string;
};

function Video({ url, captionsUrl, posterUrl, title, children }: VideoProps) {
  return (
    <figure className="video">
      <video
        className="video-player"
        src={url}
        poster={posterUrl}
        controls
        preload="metadata"
        aria-label={title}
      >
        <track kind="captions" src={captionsUrl} srcLang="en" label="Captions" default />
      </video>
      <figcaption className="video-title">{title}</figcaption>
      <details className="video-transcript">
        <summary>Transcript</summary>
        <div className="video-transcript-text">{children}</div>
      </details>
    </figure>
  );
}

type AudioProps = WithChildren & { url: string; title: string; kind: string };

function Audio({ url, title, kind, children }: AudioProps) {
  return (
    <figure className="audio">
      <figcaption className="audio-title">
        {title} ({kind})
      </figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: what is only heard needs its words beside it, not in time with it (WCAG 1.2.1) */}
      <audio className="audio-player" src={url} controls preload="none" aria-label={title} />
      <details className="audio-transcript">
        <summary>Transcript</summary>
        <div className="audio-transcript-text">{children}</div>
      </details>
    </figure>
  );
}

function Compare({ children }: WithChildren) {
  return <div className="compare">{children}</div>;
}

function Side({
  side,
  mark,
  label,
  children,
}: WithChildren & { side: string; mark: string; label?: string }) {
  return (
    <div className={`compare-${side}`}>
      <p className="compare-label">
        <span className="compare-mark">{mark}</span>
        {label ? <> {label}</> : null}
      </p>
      {children}
    </div>
  );
}

function Weak({ label, children }: WithChildren & { label?: string }) {
  return (
    <Side side="weak" mark="Weaker" label={label}>
      {children}
    </Side>
  );
}

function Strong({ label, children }: WithChildren & { label?: string }) {
  return (
    <Side side="strong" mark="Stronger" label={label}>
      {children}
    </Side>
  );
}

function Steps({ children }: WithChildren) {
  return <div className="steps">{children}</div>;
}

/** A glossary term. `linked`: the page lists its meaning, at `#term-<id>`. */
export function Term({ id, linked, children }: WithChildren & { id: string; linked?: string }) {
  return linked === 'yes' ? (
    <a className="term" href={`#term-${id}`}>
      {children}
    </a>
  ) : (
    <span className="term">{children}</span>
  );
}

/**
 * A citation: a number into the page's references, or, on pages without them, the source by name. `unchecked`: its record
 * says that nobody has read the original yet; a question mark stands by the number, and the list says it in words.
 */
export function Source({
  id,
  number,
  name,
  url,
  unchecked,
}: {
  id: string;
  number?: string;
  name: string;
  url?: string;
  unchecked?: string;
}) {
  if (number === undefined) {
    return (
      <cite className="cite-name">
        {url === undefined ? name : <a href={url}>{name}</a>}
        {unchecked === undefined ? null : ` (${uncheckedWords})`}
      </cite>
    );
  }
  return (
    <sup className="cite">
      <a href={`#source-${id}`}>
        <span className="visually-hidden">
          {unchecked === undefined ? 'Source ' : `Source, ${uncheckedWords}, `}
        </span>
        [{number}
        {unchecked === undefined ? null : '?'}]
      </a>
    </sup>
  );
}

const ruleKinds = {
  open: 'Your academy’s rule',
  yes: 'Your academy’s rule',
  example: 'Example rule of the demo academy',
} as const;

const ruleStatus = {
  open: 'Your academy has not written this rule here yet. Ask your instructor before you rely on it.',
  yes: null,
  example:
    'Made up to show the course. It is no academy’s law or policy, so nobody should rely on it.',
} as const;

/**
 * `stated`: 'yes', the academy has written this rule; 'example', the demo academy shows one; otherwise the children say
 * what it must state.
 */
function LocalRule({
  topic,
  stated = 'open',
  children,
}: WithChildren & { topic: string; stated?: keyof typeof ruleKinds }) {
  const kind = ruleKinds[stated];
  const status = ruleStatus[stated];
  return (
    <div
      className={`local-rule ${stated === 'open' ? 'local-rule-open' : 'local-rule-stated'}`}
      role="note"
      aria-label={`${kind}: ${topic}`}
    >
      <p className="local-rule-title">
        <span className="local-rule-kind">{kind}</span> {topic}
      </p>
      {status === null ? null : <p className="local-rule-status">{status}</p>}
      {children}
    </div>
  );
}

/** Where an interactive part stood; the compiler cuts the page here. */
function Part({ number }: { number: string }) {
  return <hr data-part={number} />;
}

/** Every static component by the name authors write, and `Part` for the compiler's own use. */
export const authorComponents: Readonly<Record<string, ComponentType<never>>> = {
  Callout,
  Figure,
  Video,
  Audio,
  Compare,
  Weak,
  Strong,
  Steps,
  Term,
  Source,
  LocalRule,
  Spoken,
  Reading,
  Pause,
  Breath,
  Pace,
  Part,
};
