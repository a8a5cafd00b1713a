import type { DetailedHTMLProps, HTMLAttributes, ReactNode } from 'react';
import { beatsOf } from '#app/features/curriculum/courses/spoken-rules.ts';

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

type ReadingProps = WithChildren & {
  label?: string;
  how: string;
  url?: string;
  kind?: string;
  name?: string;
  captionsUrl?: string;
};

/**
 * `url`: the academy's recording of it, with what it is (`name`) and its `kind` told before it is loaded. Its words are the
 * transcript.
 */
export function Reading({
  label,
  how,
  url,
  kind = '',
  name = '',
  captionsUrl,
  children,
}: ReadingProps) {
  return (
    <spoken-line class="spoken-reading">
      {label ? <p className="spoken-label">{label}</p> : null}
      <div className="spoken-words">{children}</div>
      {url === undefined ? null : (
        <Recording url={url} kind={kind} name={name} captionsUrl={captionsUrl} />
      )}
      <p className="spoken-how">
        <span className="spoken-how-name">How:</span> {how}
      </p>
    </spoken-line>
  );
}

type RecordingProps = { url: string; kind: string; name: string; captionsUrl?: string };

/** A recording beside the words that are its transcript. Its captions say when which of them is said. */
export function Recording({ url, kind, name, captionsUrl }: RecordingProps) {
  return (
    <span className="spoken-recording">
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it (WCAG 1.2.1) */}
      <audio
        className="spoken-audio"
        src={url}
        controls
        preload="none"
        aria-label={`Recording: ${name} (${kind})`}
      >
        {captionsUrl && <track kind="captions" src={captionsUrl} srcLang="en" label="Captions" />}
      </audio>
      <span className="spoken-kind">{kind}</span>
    </span>
  );
}

/** As long as it lasts: one beat a second, so that long silences take more room than short ones. */
export function Pause({ seconds }: { seconds: string }) {
  return (
    <span className="spoken-pause" data-seconds={seconds}>
      {beatsOf(Number(seconds)).map((beat, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
        <span key={index} className={beat < 1 ? 'spoken-beat spoken-beat-part' : 'spoken-beat'} />
      ))}
    </span>
  );
}

export function Breath() {
  return <span className="spoken-breath" />;
}

export function Pace({ now, children }: WithChildren & { now: string }) {
  return <span className={`spoken-${now}`}>{children}</span>;
}
