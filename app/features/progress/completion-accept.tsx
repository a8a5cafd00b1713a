import { useForm } from '@conform-to/react';
import { AskedFirst } from '#app/features/people/cohorts/asked-first.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextAreaField } from '#app/ui/text-area-field.tsx';

type CompletionAcceptProps = { completionId: string; lastResult: FormResult };

/** A form, folded away, that accepts a completion of which hardly any time was measured. */
export function CompletionAccept({ completionId, lastResult }: CompletionAcceptProps) {
  const sent = lastResult?.initialValue;
  const mine = sent?.intent === 'accept-completion' && sent.completion === completionId;
  const [form, { reason }] = useForm<{ reason: string }>({
    id: `accept-${completionId}`,
    lastResult: mine ? lastResult : null,
    constraint: { reason: { required: true, maxLength: 1000 } },
  });
  return (
    <details className="folded" open={mine}>
      <summary>Accept</summary>
      <PostForm action={`#${form.id}`} id={form.id} className="form">
        <FormError form={form} fields={[reason]} title="Nothing was changed" />
        <HiddenFields values={{ intent: 'accept-completion', completion: completionId }} />
        <TextAreaField
          field={reason}
          label="Reason"
          hint="What you looked at, such as “read on paper in class”. It stays on record beside both numbers, for those who teach; the cadet does not read it. Nobody is asked about this completion any more."
          rows={2}
        />
        <Button kind="secondary">Accept this completion</Button>
      </PostForm>
    </details>
  );
}

/** Takes back that a completion was accepted. */
export function AcceptanceBack({ completionId, about }: { completionId: string; about: string }) {
  return (
    <AskedFirst
      label="Take the acceptance back"
      about={about}
      says="The completion stands, and whoever teaches the cadet is asked about it again. The reason given stays in the audit log."
      button="Take the acceptance back"
      values={{ intent: 'unaccept-completion', completion: completionId }}
    />
  );
}
