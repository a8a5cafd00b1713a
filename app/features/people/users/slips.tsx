import { QrCode } from '#app/features/people/second-factor/qr-code.tsx';
import { toKnownBy } from '#app/names.ts';
import { formatInstant } from '#app/words/dates.ts';
import type { OwnLink } from './link-queries.server.ts';

/** A link on paper, with what its person signs in with; null where nothing is known. */
type Slip = OwnLink & { signsInWith: string | null };

type SlipsProps = {
  slips: readonly Slip[];
  /** Where a code is typed, as people type it. */
  address: string;
  academy: string | null;
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** Slips to print and cut apart, one a person: what it is, where to go, and what to sign in with from then on. */
export function Slips({ slips, address, academy, timeZone }: SlipsProps) {
  return (
    <ul className="slips">
      {slips.map(({ id, name, link, code, signsInWith, cohort, expiresAt, ...person }) => (
        <li key={id} className="slip">
          <div>
            <p className="slip-academy">{academy ?? 'Rapport'}</p>
            <h2>{name || person.email}</h2>
            <p className="muted">{[toKnownBy(person), cohort].filter(Boolean).join(', ')}</p>
            <ol>
              <li>
                Scan the code, or go to <strong>{address}</strong>
                {code && (
                  <>
                    {' '}
                    and type <code className="slip-code">{code}</code>
                  </>
                )}
              </li>
              <li>Choose a password.</li>
              {signsInWith && (
                <li>
                  From then on, sign in with <strong>{signsInWith}</strong>
                </li>
              )}
            </ol>
            <p className="muted">
              Works once, until {formatInstant(expiresAt, timeZone)}. It is for {name || 'you'}{' '}
              alone.
            </p>
          </div>
          <QrCode text={link} label={`Leads ${name} to where a password is chosen`} />
        </li>
      ))}
    </ul>
  );
}
