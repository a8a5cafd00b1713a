import type { DetailedHTMLProps, HTMLAttributes, ReactNode } from 'react';
import { pauseSize } from '#app/features/curriculum/courses/spoken-rules.ts';

/**
 * A line as it is said. The words stand there once, in order, so that who hears the page hears them whole; marks are
 * drawn by CSS, and told in words below.
 */

type ElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'spoken-line': ElementProps & { class?: string };
    }
  }
}

type WithChildren = { children?: ReactNode };

export function Spoken({ title, children }: WithChildren & { title: string }) {
  return (
    <figure className="spoken">
      <figcaption className="spoken-title">{title}</figcaption>
      <div className="spoken-readings">{children}</div>
    </figure>
  );
}

type ReadingProps = WithChildren & { label?: string; how: string; url?: string; kind?: string };

/** `url`: the academy's recording of it, with `kind` told before it is loaded. Its words are the transcript. */
export function Reading({ label, how, url, kind = '', children }: ReadingProps) {
  return (
    <spoken-line class="spoken-reading">
      {label ? <p className="spoken-label">{label}</p> : null}
      <div className="spoken-words">{children}</div>
      {url === undefined ? null : (
        <Recording url={url} kind={kind} name={label ?? 'The line as it is said'} />
      )}
      <p className="spoken-how">
        <span className="spoken-how-name">How:</span> {how}
      </p>
    </spoken-line>
  );
}

type RecordingProps = { url: string; kind: string; name: string };

/** A recording beside the words that are its transcript. */
export function Recording({ url, kind, name }: RecordingProps) {
  return (
    <span className="spoken-recording">
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it (WCAG 1.2.1) */}
      <audio
        className="spoken-audio"
        src={url}
        controls
        preload="none"
        aria-label={`Recording: ${name} (${kind})`}
      />
      <span className="spoken-kind">{kind}</span>
    </span>
  );
}

export function Pause({ seconds }: { seconds: string }) {
  return (
    <span
      className={`spoken-pause spoken-pause-${pauseSize(Number(seconds))}`}
      data-seconds={seconds}
    />
  );
}

export function Breath() {
  return <span className="spoken-breath" />;
}

export function Pace({ now, children }: WithChildren & { now: string }) {
  return <span className={`spoken-${now}`}>{children}</span>;
}
