import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatInstant } from '#app/words/dates.ts';
import type { Factors } from './queries.server.ts';

/** Codes that were just made, to be printed or written down; this is the one time that they are shown. */
export function NewCodesCard({ codes, owner }: { codes: readonly string[]; owner: string }) {
  return (
    <Card title="Your recovery codes" id="recovery-codes">
      <div className="stack">
        <p>
          Print this page, or write the codes down, and put them where your phone is not: each opens
          your account ({owner}) once, beside your password. They are shown this once, for ten
          minutes at most, in this browser alone. Earlier ones no longer work.
        </p>
        <ol className="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <PostForm>
          <HiddenFields values={{ intent: 'keep-recovery-codes' }} />
          <Button>I have put them away</Button>
        </PostForm>
      </div>
    </Card>
  );
}

/** How many codes are left, and how to get others. */
export function RecoveryCard(props: { codes: Factors['codes']; timeZone: string }) {
  const { codes, timeZone } = props;
  return (
    <Card title="Recovery codes" id="recovery-codes">
      <div className="stack">
        <p>
          {codes ? (
            <>
              {codes.left} of {codes.of} are left of those made{' '}
              {formatInstant(codes.madeAt, timeZone)}.
              {codes.usedAt && (
                <>
                  {' '}
                  The last one was used {formatInstant(codes.usedAt, timeZone)}. If that was not
                  you, change your password and make new codes.
                </>
              )}
            </>
          ) : (
            'You have none. Without them, losing your phone or passkey means asking an administrator.'
          )}
        </p>
        <PostForm>
          <HiddenFields values={{ intent: 'make-recovery-codes' }} />
          <Button kind="secondary">Make new recovery codes</Button>
        </PostForm>
        {codes && <p className="muted">New codes end the old ones, which then open nothing.</p>}
      </div>
    </Card>
  );
}
