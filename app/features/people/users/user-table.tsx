import { AskedFirst } from '#app/features/people/cohorts/asked-first.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { UserListFilter } from './admin-schema.ts';
import type { UserPage, UserRow } from './queries.server.ts';
import { RoleBoxes } from './role-boxes.tsx';
import { usersPerPage } from './rules.ts';
import { UserFilters } from './user-filters.tsx';

type UserListProps = {
  list: UserPage;
  filter: UserListFilter;
  /** The reader's own account, which others must change. */
  selfId: string;
  /** The form that was refused, if it was one of these. */
  lastResult: FormResult;
};

/** The list of accounts with its filters, a page at a time. */
export function UserList({ list, filter, selfId, lastResult }: UserListProps) {
  const { show, q, role } = filter;
  const { users, page, pages, total } = list;
  const hrefOf = (to: number) => paths.adminUsers({ show, q, role, page: to });
  const first = (page - 1) * usersPerPage + 1;
  return (
    <section className="stack" aria-label="Accounts">
      <UserFilters show={show} q={q} role={role} />
      {total === 0 ? (
        <EmptyState
          title="No account fits"
          action={<ButtonLink href={paths.adminUsers({ show })}>Show everyone</ButtonLink>}
        >
          No name, e-mail address or badge number of an account that is{' '}
          {show === 'disabled' ? 'disabled' : 'active'} holds this text, or nobody has this role.
          The tabs above say where there are others.
        </EmptyState>
      ) : (
        <>
          <UserTable users={users} selfId={selfId} lastResult={lastResult} />
          <Pagination
            label="Pages of accounts"
            summary={`Accounts ${first} to ${first + users.length - 1} of ${total}`}
            previousHref={page > 1 ? hrefOf(page - 1) : undefined}
            nextHref={page < pages ? hrefOf(page + 1) : undefined}
          />
        </>
      )}
    </section>
  );
}

function listCohorts({ cohorts, teaches }: UserRow): string {
  const taught = teaches.map((name) => `teaches ${name}`);
  return [...cohorts, ...taught].join(', ') || '–';
}

type UserTableProps = Pick<UserListProps, 'selfId' | 'lastResult'> & { users: readonly UserRow[] };

function UserTable({ users, selfId, lastResult }: UserTableProps) {
  const columns: Column<UserRow>[] = [
    { label: 'Name', cell: (user) => user.name, rowHeader: true },
    { label: 'E-mail', cell: (user) => user.email ?? '–' },
    { label: 'Badge', cell: (user) => user.badgeNumber ?? '–' },
    { label: 'Roles', cell: (user) => user.roles.join(', ') || 'none' },
    { label: 'Cohorts', cell: listCohorts },
    {
      label: 'Change',
      cell: (user) => (
        <UserFold
          user={user}
          isSelf={user.id === selfId}
          ticked={readTicked(lastResult, user.id)}
        />
      ),
    },
  ];
  return (
    <Table
      caption="Accounts"
      captionHidden
      columns={columns}
      rows={users}
      rowKey={(user) => user.id}
      stack
    />
  );
}

/** The roles that were ticked for somebody in a form that was refused; null when it was none of theirs. */
function readTicked(lastResult: FormResult, userId: string): unknown {
  const sent = lastResult?.initialValue;
  if (sent?.intent !== 'change-roles' || sent.userId !== userId) return null;
  return sent.roles ?? [];
}

type UserFoldProps = {
  user: UserRow;
  isSelf: boolean;
  /** The roles of a refused form, in place of those that hold; null without one. */
  ticked: unknown;
};

function UserFold({ user, isSelf, ticked }: UserFoldProps) {
  const { id, name, disabled } = user;
  return (
    <details className="folded" open={ticked !== null}>
      <summary>
        Change <span className="vh">{name}</span>
      </summary>
      <PostForm className="stack">
        <HiddenFields values={{ intent: 'change-roles', userId: id }} />
        <RoleBoxes
          field={{ id: `roles-${id}`, name: 'roles', initialValue: ticked ?? user.roles }}
          legend={`Roles of ${name}`}
        />
        <Button kind="secondary">Save roles</Button>
      </PostForm>
      {!disabled && (
        <PostForm>
          <HiddenFields values={{ intent: 'make-password-link', userId: id }} />
          <Button kind="secondary">
            Make a password link <span className="vh">for {name}</span>
          </Button>
        </PostForm>
      )}
      {isSelf ? (
        <p className="muted">This is your own account: only another administrator disables it.</p>
      ) : (
        <DisabledChange id={id} name={name} disabled={disabled} />
      )}
      <p>
        <a href={paths.adminPerson(id)}>
          Name, numbers and address <span className="vh">of {name}</span>
        </a>
      </p>
      <p>
        <a href={paths.adminAudit({ subject: 'user', id })}>What was done to this account</a>
      </p>
    </details>
  );
}

function DisabledChange({ id, name, disabled }: { id: string; name: string; disabled: boolean }) {
  if (!disabled)
    return (
      <AskedFirst
        label="Disable the account"
        about={`of ${name}`}
        says={`${name} is signed out everywhere at once and cannot sign in. Records and answers stay, and enabling the account undoes it.`}
        button={`Disable the account of ${name}`}
        values={{ intent: 'disable-user', userId: id }}
      />
    );
  return (
    <PostForm>
      <HiddenFields values={{ intent: 'enable-user', userId: id }} />
      <Button kind="secondary">Enable the account</Button>
    </PostForm>
  );
}
