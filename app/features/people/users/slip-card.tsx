import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import type { LiveLink } from './link-queries.server.ts';
import { toLinkWords } from './live-links.tsx';
import { slipDays } from './rules.ts';

type SlipCardProps = {
  /** What works now and sets this person's password. */
  links: readonly LiveLink[];
  owner: string;
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** A code on paper that lets a person choose their password: make one, or withdraw it. */
export function SlipCard({ links, owner, timeZone }: SlipCardProps) {
  return (
    <Card title="Slip with a code">
      <div className="stack">
        {links.map((link) => (
          <div key={link.id} className="stack">
            <p>{toLinkWords(link, timeZone)}.</p>
            <PostForm>
              <HiddenFields values={{ intent: 'withdraw-link', invitationId: link.id }} />
              <Button kind="secondary">
                Withdraw it <span className="vh">from {owner}</span>
              </Button>
            </PostForm>
          </div>
        ))}
        {links.length === 0 && (
          <>
            <p>
              A slip of paper has a code with which {owner} chooses a password, once, within{' '}
              {slipDays} days. It needs no e-mail address.
            </p>
            <PostForm>
              <HiddenFields values={{ intent: 'make-slip' }} />
              <Button kind="secondary">Make a slip</Button>
            </PostForm>
          </>
        )}
      </div>
    </Card>
  );
}
