import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import type { LinkedIdentity } from './queries.server.ts';

type IdentityListProps = { identities: readonly LinkedIdentity[]; timeZone: string };

/** To whom an account is linked at the provider. */
export function IdentityList({ identities, timeZone }: IdentityListProps) {
  return (
    <>
      <ul className="plain-list">
        {identities.map(({ id, issuer, email, linkedAt, signedInAt }) => (
          <li key={id}>
            <strong>{email}</strong> at {new URL(issuer).host}, linked{' '}
            {formatInstant(linkedAt, timeZone)}
            {signedInAt && `, last used ${formatInstant(signedInAt, timeZone)}`}
          </li>
        ))}
      </ul>
      <p className="muted">Times are {formatZone(timeZone)}.</p>
    </>
  );
}

type IdentityCardProps = IdentityListProps & { lastResult: FormResult; isUnlinked: boolean };

/** Somebody's links to the provider, for an administrator. */
export function IdentityCard(props: IdentityCardProps) {
  const { identities, timeZone, lastResult, isUnlinked } = props;
  return (
    <>
      {isUnlinked && (
        <Notice kind="done" live="status" title="Unlinked">
          The sessions that single sign-on opened have ended.
        </Notice>
      )}
      {identities.length > 0 && (
        <Card title="Single sign-on">
          <IdentityList identities={identities} timeZone={timeZone} />
          {identities.map((identity) => (
            <UnlinkForm key={identity.id} identity={identity} lastResult={lastResult} />
          ))}
        </Card>
      )}
    </>
  );
}

type UnlinkFormProps = { identity: LinkedIdentity; lastResult: FormResult };

/** An administrator takes the link away, and says why. */
function UnlinkForm({ identity: { id, email }, lastResult }: UnlinkFormProps) {
  const [form, fields] = useForm<{ reason: string }>({
    id: `unlink-${id}`,
    lastResult: lastResult?.initialValue?.identityId === id ? lastResult : null,
    constraint: { reason: { required: true } },
  });
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={[fields.reason]} title="Nothing was unlinked" />
      <HiddenFields values={{ intent: 'unlink-identity', identityId: id }} />
      <Field
        field={fields.reason}
        label={`Why ${email} is to be unlinked`}
        hint="It stands in the audit log. Sessions that single sign-on opened end; the account, its record and its password stay. Whoever has the account’s address there is linked anew when they sign in next."
      />
      <Button kind="danger">Unlink</Button>
    </PostForm>
  );
}
