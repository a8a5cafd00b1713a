import type { Role } from '#app/auth/permissions.ts';
import { paths } from '#app/paths.ts';
import { Button } from './button.tsx';
import './custom-elements.ts';
import { PostForm } from './post-form.tsx';

/** Who is signed in, as what, and the way out. */
export function UserMenu({ name, roles }: { name: string; roles: readonly Role[] }) {
  return (
    <details className="user-menu">
      <summary>
        <span>{name}</span>
      </summary>
      <div>
        <p>
          <strong>{name}</strong>
          <br />
          Signed in as {roles.join(', ')}
        </p>
        <p>
          <a href={paths.account()}>Your account</a>
        </p>
        <sign-out>
          <PostForm action={paths.logout()}>
            <Button kind="secondary">Sign out</Button>
          </PostForm>
        </sign-out>
      </div>
    </details>
  );
}
