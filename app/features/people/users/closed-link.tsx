import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { ClosedLink as Closed } from './invitation-mutations.server.ts';

const titles: Record<Closed['state'], string> = {
  used: 'This link was used already',
  withdrawn: 'This link was withdrawn',
  expired: 'This link has run out',
};

function toWords({ state, forPassword }: Closed): string {
  switch (state) {
    case 'used':
      return forPassword
        ? 'It set a new password. Sign in with that one; if you do not know it, ask your academy for another link.'
        : 'It made an account. Sign in with the e-mail address and password of it; if you did not make it yourself, tell your academy.';
    case 'withdrawn':
      return 'Your academy made it stop working, and may have given you a newer one: use that, or ask for it.';
    case 'expired':
      return 'It was not used in time. Ask your academy for a new one.';
    default:
      return state satisfies never;
  }
}

/** A link that does nothing any more: why, and what to do instead. */
export function ClosedLink(closed: Closed) {
  return (
    <div className="narrow stack">
      <PageHeader title={titles[closed.state]} lead={toWords(closed)} />
      <div className="cluster">
        <ButtonLink href={paths.login()} kind="primary">
          Sign in
        </ButtonLink>
      </div>
    </div>
  );
}
