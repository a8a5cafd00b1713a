import type { FieldMetadata } from '@conform-to/react';
import { reasonLimit } from '#app/features/records/gradings/decision-schema.ts';
import { TextAreaField } from '#app/ui/text-area-field.tsx';
import { formatPoints } from '#app/words/numbers.ts';

type Given = Pick<FieldMetadata, 'id' | 'name' | 'errors' | 'initialValue'>;

type PointsFieldProps = { field: Given; steps: readonly number[]; legend?: string };

/** A choice of points as radio buttons, with its error. */
export function PointsField({ field, steps, legend = 'Points' }: PointsFieldProps) {
  const errors = field.errors ?? [];
  const errorId = `${field.id}-error`;
  return (
    <fieldset className="field choices" aria-describedby={errors.length > 0 ? errorId : undefined}>
      <legend>{legend}</legend>
      <div>
        {steps.map((points) => (
          <label key={points} className="choice">
            <input
              type="radio"
              id={points === steps[0] ? field.id : undefined}
              name={field.name}
              value={points}
              required
              defaultChecked={field.initialValue === String(points)}
            />
            {formatPoints(points)}
          </label>
        ))}
      </div>
      {errors.length > 0 && (
        <p className="field-error shape s-failed" id={errorId}>
          {errors.join(' ')}
        </p>
      )}
    </fieldset>
  );
}

type ReasonFieldProps = { field: Given; label?: string; hint?: string };

/** Why: on record, and read by the cadet. */
export function ReasonField({ field, label = 'Reason', hint }: ReasonFieldProps) {
  const { id, name, errors, initialValue } = field;
  return (
    <TextAreaField
      field={{ id, name, errors, initialValue, required: true, maxLength: reasonLimit }}
      label={label}
      hint={hint ?? 'It stays on record, and the cadet reads it.'}
      rows={2}
    />
  );
}
