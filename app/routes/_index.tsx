import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Rapport: training that builds trust' }];

/** Signed-in people go straight to their work. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await findActor(args);
  if (actor) throw redirect(toHomePath(actor));
  return null;
}

export default function FrontPage() {
  return (
    <section className="front">
      <h1>Listening, fairness and openness can be taught.</h1>
      <p className="lead">
        Rapport is your academy's course on communication and empathy: lessons to read, questions to
        practise with, and a record that shows what was taught and learned.
      </p>
      <p>
        <ButtonLink kind="primary" href={paths.login()}>
          Sign in
        </ButtonLink>
      </p>
      <p className="muted">No account? Ask your academy's administrator for an invitation link.</p>
    </section>
  );
}
