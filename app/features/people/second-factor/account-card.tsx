import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { Factors } from './queries.server.ts';
import { hasFactor } from './rules.ts';

/** On a person's account page: whether they have a second factor, and what became of it. */
export function SecondFactorCard(props: { factors: Factors; timeZone: string }) {
  const { factors, timeZone } = props;
  const { app, passkeys, codes } = factors;
  const isOn = hasFactor(factors);
  const [first] = passkeys;
  const since = app?.since ?? first?.createdAt;
  const what = [app && 'an app', first && countOf(passkeys.length, 'passkey', 'passkeys')];
  return (
    <Card title="Second factor" id="second-factor">
      <div className="stack">
        {isOn && since ? (
          <p>
            On since {formatInstant(since, timeZone)}, with {what.filter(Boolean).join(' and ')}.{' '}
            {countOf(codes?.left ?? 0, 'recovery code is', 'recovery codes are')} left
            {codes?.usedAt
              ? `, the last one was used ${formatInstant(codes.usedAt, timeZone)}`
              : ''}
            .
          </p>
        ) : (
          <p>
            Off. With it, your password alone opens nothing: you are asked for a passkey, or for a
            code from an app on your phone, too.
          </p>
        )}
        <p>
          <ButtonLink href={paths.secondFactor()}>
            {isOn ? 'See and change it' : 'Set it up'}
          </ButtonLink>
        </p>
      </div>
    </Card>
  );
}
