import { Button } from '#app/ui/button.tsx';
import { EnhancedForm } from '#app/ui/enhanced-form.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SaveState, type SaveStatus } from '#app/ui/save-state.tsx';
import { reflectCardId } from './block-rules.ts';

type ReflectCardProps = {
  id: string;
  promptHtml: string;
  /** Field name of the note. */
  name?: string;
  /** Hidden fields sent along: the intent, the prompt's id. */
  hidden: Readonly<Record<string, string>>;
  value: string;
  save: { status: SaveStatus; text: string };
  /** Why the note was not taken, such as by how much it is too long. */
  error?: string;
};

/** The card where a cadet writes a note, for somebody of whom nothing is kept. */
export function ReflectSample({ id, promptHtml }: Pick<ReflectCardProps, 'id' | 'promptHtml'>) {
  return (
    <div className="reflect" id={reflectCardId(id)}>
      <p className="card-label">
        Reflect <span>only its cadet can read a note</span>
      </p>
      <Html className="prompt" html={promptHtml} />
      <p className="muted">Here a cadet writes a note. Yours would not be kept.</p>
    </div>
  );
}

/** A private note within a lesson, with where it stands. */
export function ReflectCard(props: ReflectCardProps) {
  const { id, promptHtml, name = 'body', hidden, value, save, error } = props;
  const cardId = reflectCardId(id);
  const errorId = `${cardId}-error`;
  return (
    <div className="reflect" id={cardId}>
      <p className="card-label">
        Reflect <span>only you can read this note</span>
      </p>
      <EnhancedForm swap={cardId}>
        {/* Multipart: percent-encoding would triple the size of a note that is not in ASCII. */}
        <PostForm action={`#${cardId}`} encType="multipart/form-data">
          <HiddenFields values={hidden} />
          <Html className="prompt" id={`${cardId}-prompt`} html={promptHtml} />
          <textarea
            className="input"
            id={`${cardId}-note`}
            name={name}
            rows={4}
            defaultValue={value}
            aria-labelledby={`${cardId}-prompt`}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? errorId : undefined}
          />
          {error && (
            <p className="field-error shape s-failed" id={errorId} role="alert">
              {error}
            </p>
          )}
          <div className="card-actions">
            <Button kind="secondary">Save note</Button>
            <SaveState status={save.status}>{save.text}</SaveState>
          </div>
        </PostForm>
      </EnhancedForm>
    </div>
  );
}
