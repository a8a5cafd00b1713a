import type { FieldSource } from './field-parts.tsx';

type FormErrorProps = {
  /** Errors of the form as a whole; Conform's form metadata fits. */
  form?: { id?: string; errors?: readonly string[] | null };
  /** Fields whose errors are listed with a link to each; one with an error in each of its lines may come once a line. */
  fields?: readonly FieldSource[];
  title?: string;
};

/** All that is wrong with a form, above it, each line a link to its field. Nothing is shown while nothing is wrong. */
export function FormError({ form, fields = [], title }: FormErrorProps) {
  const whole = form?.errors ?? [];
  const wrong = fields.filter((field) => (field.errors?.length ?? 0) > 0);
  const count = whole.length + wrong.length;
  if (count === 0) return null;
  const id = form?.id ? `${form.id}-errors` : undefined;
  if (whole.length === 1 && count === 1) {
    return (
      <div className="form-error" role="alert" id={id} tabIndex={-1}>
        <p className="shape s-failed">{whole}</p>
      </div>
    );
  }
  return (
    <div className="form-error" role="alert" id={id} tabIndex={-1}>
      <h2 className="shape s-failed">
        {title ?? (count === 1 ? 'One thing to correct' : `${count} things to correct`)}
      </h2>
      <ul>
        {whole.map((message) => (
          <li key={message}>{message}</li>
        ))}
        {wrong.map((field) => (
          <li key={`${field.id} ${field.errors}`}>
            <a href={`#${field.id}`}>{field.errors?.join(' ')}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
