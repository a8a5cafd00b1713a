import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { QrCode } from './qr-code.tsx';
import type { Factors } from './queries.server.ts';
import { formatSecret } from './rules.ts';

type AppCardProps = {
  app: Factors['app'];
  /** One that is being set up. */
  begun: { secret: string; address: string } | null;
  /** Something else is there to be shown, so that it can be removed. */
  removable: boolean;
  lastResult: FormResult;
  timeZone: string;
};

/** The app that makes codes: set up, being set up, or not there yet. */
export function AppCard({ app, begun, removable, lastResult, timeZone }: AppCardProps) {
  return (
    <Card title="An app that makes codes" id="app">
      <div className="stack">
        {app ? (
          <p>
            On since {formatInstant(app.since, timeZone)}. When you sign in, you are asked for its
            code after your password.
          </p>
        ) : (
          <p>
            Any app for one-time codes will do: Aegis, FreeOTP, Google Authenticator, Microsoft
            Authenticator, or your password manager. It needs no network.
          </p>
        )}
        {app && !app.works && (
          <Notice kind="problem" title="Codes of this app cannot be checked on this server">
            The key for it is missing here. Your recovery codes work; tell your administrator, or
            set the app up anew.
          </Notice>
        )}
        {begun ? (
          <SetUpApp begun={begun} lastResult={lastResult} replaces={app !== null} />
        ) : (
          <PostForm>
            <FormErrorOf lastResult={lastResult} />
            <HiddenFields values={{ intent: 'begin-app' }} />
            <Button kind={app ? 'secondary' : 'primary'}>
              {app ? 'Set up another phone' : 'Set up an app'}
            </Button>
          </PostForm>
        )}
        {app && removable && !begun && (
          <PostForm>
            <HiddenFields values={{ intent: 'remove-app' }} />
            <Button kind="secondary">Remove the app</Button>
          </PostForm>
        )}
      </div>
    </Card>
  );
}

function FormErrorOf({ lastResult }: { lastResult: FormResult }) {
  return <FormError form={{ id: 'app', errors: lastResult?.error?.[''] }} />;
}

type SetUpProps = {
  begun: { secret: string; address: string };
  lastResult: FormResult;
  replaces: boolean;
};

function SetUpApp({ begun, lastResult, replaces }: SetUpProps) {
  const [form, { oneTimeCode }] = useForm<{ oneTimeCode: string }>({
    id: 'confirm-app',
    lastResult,
    constraint: { oneTimeCode: { required: true } },
  });
  return (
    <>
      {replaces && (
        <Notice kind="info" title="Your old app counts until the new one is confirmed">
          If you do not finish this, nothing changes.
        </Notice>
      )}
      <ol className="stack set-up-steps">
        <li>
          <p>In the app, add an account by scanning this:</p>
          <QrCode text={begun.address} label="QR code with the key for your app" />
          <p>
            Or type this key into the app, with codes that go by the time:
            <br />
            <code className="typed-secret">{formatSecret(begun.secret)}</code>
          </p>
        </li>
        <li>
          <p>Type the code that it shows for Rapport:</p>
          <PostForm id={form.id} className="form">
            <FormError form={form} fields={[oneTimeCode]} title="Not turned on yet" />
            <HiddenFields values={{ intent: 'confirm-app' }} />
            <Field
              field={oneTimeCode}
              label="Code from your app"
              autoComplete="one-time-code"
              inputMode="numeric"
            />
            <p className="muted">It ends all your other sessions.</p>
            <Button>{replaces ? 'Use this app from now on' : 'Turn it on'}</Button>
          </PostForm>
        </li>
      </ol>
    </>
  );
}
