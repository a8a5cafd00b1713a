import '#app/ui/custom-elements.ts';
import type { ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { FieldErrors, type FieldSource, wireField } from '#app/ui/field-parts.tsx';

type PasskeyFieldProps = {
  field: FieldSource;
  /** What the browser is asked, to make one or to show one, as JSON. */
  options: string;
  /** The words of the button. */
  children: ReactNode;
  kind?: 'primary' | 'secondary';
};

/** A passkey, asked of the browser by a script, which then sends the form. */
export function PasskeyField(props: PasskeyFieldProps) {
  const { field, options, children, kind = 'primary' } = props;
  const wiring = wireField(field, false);
  return (
    <passkey-field options={options}>
      <input type="hidden" autoComplete="off" name={field.name} />
      <p className="field-hint">
        A passkey needs JavaScript, which is off here or did not load, a page that came by https,
        and a browser of the last years.
      </p>
      <Button
        type="button"
        kind={kind}
        id={field.id}
        aria-describedby={wiring.control['aria-describedby']}
        hidden
      >
        {children}
      </Button>
      <FieldErrors wiring={wiring} />
      <p className="field-error" role="alert" hidden />
    </passkey-field>
  );
}
