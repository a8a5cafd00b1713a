import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import type { FieldSource } from '#app/ui/field-parts.tsx';
import { pastDueQuestion } from './admin-rules.ts';

/** The answer to the question that a past due day was asked; once given, it stays in a form that comes back. */
export function PastMeant({ dueOn, field }: { dueOn: FieldSource; field: FieldSource }) {
  if (!dueOn.errors?.includes(pastDueQuestion) && !field.initialValue) return null;
  return <CheckboxField field={field} label="Yes, the due day is meant, though it is past" />;
}
