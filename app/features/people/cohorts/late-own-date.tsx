import { TypedTexts } from '#app/features/people/users/typed-texts.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { FormError } from '#app/ui/form-error.tsx';

type LateOwnDateProps = {
  lastResult: FormResult;
  /** The course whose form is on the page, and shows itself why it was refused. */
  dated: string | undefined;
};

/** An own date that came too late, for a course or a cadet that the cohort does not have any more: why, and what was typed. */
export function LateOwnDate({ lastResult, dated }: LateOwnDateProps) {
  const { initialValue, error } = lastResult ?? {};
  const errors = error?.[''];
  if (initialValue?.intent !== 'set-own-date' || !errors) return null;
  if (initialValue.course === dated) return null;
  const typed = [initialValue.dueOn, initialValue.reason].map(String);
  return (
    <div className="stack">
      <FormError form={{ id: 'late-own-date', errors }} />
      <TypedTexts typed={typed} open />
    </div>
  );
}
