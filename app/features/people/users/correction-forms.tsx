import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatZoned } from '#app/words/dates.ts';
import type { PersonDetails } from './correction-queries.server.ts';
import { identityLimits, reasonLimit } from './schema.ts';

type Details = { name: string; email: string | null; reason: string };
const needed = { required: true };
const reason = { required: true, maxLength: reasonLimit };
const constraint = { name: needed, reason };

type FormProps = { lastResult: FormResult; person: PersonDetails };

/** A person asks for their own name or address to be corrected. */
export function AskCorrectionForm({ lastResult, person: { name, email } }: FormProps) {
  const [form, fields] = useForm<Details>({
    id: 'ask-correction',
    lastResult,
    constraint,
    defaultValue: { name, email },
  });
  return (
    <PostForm id={form.id} className="form">
      <FormError
        form={form}
        fields={[fields.name, fields.email, fields.reason]}
        title="Nothing was asked yet"
      />
      <HiddenFields values={{ intent: 'ask-correction' }} />
      <Field field={fields.name} label="Name as it should stand on your record" />
      <Field
        field={fields.email}
        label="E-mail address to sign in with"
        type="email"
        optional={email === null}
      />
      <Field field={fields.reason} label="Why" hint="Your academy reads this." />
      <Button>Ask for the correction</Button>
    </PostForm>
  );
}

const identityLabels: Readonly<Record<keyof typeof identityLimits, string>> = {
  givenName: 'Given name',
  familyName: 'Family name',
  preferredName: 'Preferred name',
  badgeNumber: 'Badge number',
  employeeNumber: 'Employee number',
  rank: 'Rank',
  agency: 'Agency',
};
const identityNames = Object.keys(identityLimits) as (keyof typeof identityLimits)[];
const identityConstraint = Object.fromEntries(
  identityNames.map((name) => [name, { maxLength: identityLimits[name] }]),
);

/** An administrator corrects what a person is known by; filled in as the person asked, if they did. */
export function CorrectPersonForm({ lastResult, person }: FormProps) {
  const { name, email, previousNames, asked } = person;
  const wish = asked?.made === null ? asked : null;
  const [form, fields] = useForm<Details & Record<keyof typeof identityLimits, string | null>>({
    id: 'correct-person',
    lastResult,
    constraint: { ...constraint, ...identityConstraint },
    defaultValue: { ...person, name: wish?.name ?? name, email: wish?.email ?? email },
  });
  const identity = identityNames.map((field) => fields[field]);
  return (
    <PostForm id={form.id} className="form">
      <FormError
        form={form}
        fields={[fields.name, fields.email, ...identity, fields.reason]}
        title="Nothing was corrected"
      />
      <HiddenFields values={{ intent: 'correct-person' }} />
      <Field
        field={fields.name}
        label="Name"
        hint={[`Now: ${name}`, ...previousNames.map((one) => `before: ${one}`)].join(', ')}
      />
      <Field
        field={fields.email}
        label="E-mail address"
        hint={`Now: ${email ?? 'none'}. The person signs in with it; password and sessions stay.`}
        type="email"
        optional
      />
      {identityNames.map((field) => (
        <Field key={field} field={fields[field]} label={identityLabels[field]} optional />
      ))}
      <Field
        field={fields.reason}
        label="Reason"
        hint={`${wish ? 'The person' : 'A cadet'} reads this; it stands in the audit log.`}
      />
      <Button>Correct</Button>
    </PostForm>
  );
}

/** An administrator declines what a person asked for, and says why. */
export function DeclineCorrectionForm({ lastResult }: Pick<FormProps, 'lastResult'>) {
  const [form, fields] = useForm<{ reason: string }>({
    id: 'decline-correction',
    lastResult,
    constraint: { reason },
  });
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={[fields.reason]} title="Nothing was decided" />
      <HiddenFields values={{ intent: 'decline-correction' }} />
      <Field field={fields.reason} label="Why not" hint="The person reads this." />
      <Button kind="secondary">Decline</Button>
    </PostForm>
  );
}

type AskedNoticeProps = { person: PersonDetails; timeZone: string };

/** The last correction that a person asked for, and what became of it. Nothing when they never asked. */
export function AskedNotice({ person, timeZone }: AskedNoticeProps) {
  if (!person.asked) return null;
  const { name, email, reason, askedAt, made, answer, decidedBy } = person.asked;
  const wish = [name && `the name “${name}”`, email && `the address ${email}`].filter(Boolean);
  const open = made === null;
  const stands = `it stands now as ${[person.name, person.email].filter(Boolean).join(', ')}`;
  const title = open ? 'Waits for a decision' : made ? `Corrected: ${stands}` : 'Not corrected';
  return (
    <Notice kind={open ? 'info' : made ? 'done' : 'attention'} title={title}>
      <p>
        Asked {formatZoned(askedAt, timeZone)} for {wish.join(' and ')}: {reason}
      </p>
      {answer && (
        <p>
          {decidedBy ?? 'An administrator'}: {answer}
        </p>
      )}
    </Notice>
  );
}
