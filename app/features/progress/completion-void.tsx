import { useForm } from '@conform-to/react';
import { reasonLimit } from '#app/features/records/gradings/decision-schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';

type CompletionVoidProps = { completionId: string; lastResult: FormResult };

/** A form, folded away, that voids a completion with a reason. */
export function CompletionVoid({ completionId, lastResult }: CompletionVoidProps) {
  const sent = lastResult?.initialValue;
  const mine = sent?.intent === 'void-completion' && sent.completion === completionId;
  const [form, { reason }] = useForm<{ reason: string }>({
    id: `void-${completionId}`,
    lastResult: mine ? lastResult : null,
    constraint: { reason: { required: true, maxLength: reasonLimit } },
  });
  return (
    <details className="folded" open={mine}>
      <summary>Void</summary>
      <PostForm action={`#${form.id}`} id={form.id} className="form">
        <FormError form={form} fields={[reason]} title="Nothing was changed" />
        <HiddenFields values={{ intent: 'void-completion', completion: completionId }} />
        <TextAreaField
          field={reason}
          label="Reason"
          hint="It stays on record, and the cadet reads it. They read the lesson to its end again to complete it."
          rows={2}
        />
        <Button kind="danger">Void this completion</Button>
      </PostForm>
    </details>
  );
}
