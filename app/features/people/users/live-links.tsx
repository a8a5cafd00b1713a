import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { formatInstant, formatZoned } from '#app/words/dates.ts';
import type { LiveLink } from './link-queries.server.ts';

/** When and by whom a link was made and until when it works, for readers: 'Made Fri 27 Nov, 10:02 by Wanda Achebe, …'. */
export function toLinkWords({ createdAt, invitedBy, expiresAt }: LiveLink, timeZone: string) {
  const by = invitedBy ? ` by ${invitedBy}` : '';
  return `Made ${formatInstant(createdAt, timeZone)}${by}, works until ${formatZoned(expiresAt, timeZone)}`;
}

type LiveLinksProps = {
  links: readonly LiveLink[];
  /** The addresses that were ticked in a form that comes back. */
  ticked: unknown;
  timeZone: string;
};

/** Addresses of a refused invitation that have a link which works: each is kept unless it is ticked. */
export function LiveLinks({ links, ticked, timeZone }: LiveLinksProps) {
  return (
    <fieldset className="field" id="renew" tabIndex={-1}>
      <legend>These have a link that works. Tick whose link to withdraw for a new one.</legend>
      {links.map((link) => (
        <div key={link.id}>
          <CheckboxField
            field={{ id: `renew-${link.id}`, name: 'renew', initialValue: ticked }}
            value={link.email ?? ''}
            label={[...new Set([link.name, link.email ?? ''])].filter(Boolean).join(', ')}
            hint={toLinkWords(link, timeZone)}
          />
          <HiddenFields values={{ asked: link.email ?? '' }} />
        </div>
      ))}
      <p className="field-hint">
        Who is not ticked keeps the link they have, and gets no second one.
      </p>
    </fieldset>
  );
}
