import type { Change } from '#app/auth/change.ts';
import { inTransaction, isUniqueViolation, newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudit, recordAudits } from '#app/features/audit/mutations.server.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import {
  enrollAccount,
  withdrawAccount,
} from '#app/features/people/cohorts/roster-mutations.server.ts';
import {
  type IdentityChange,
  writeIdentities,
} from '#app/features/people/users/identity-mutations.server.ts';
import { listDifferences } from '#app/features/people/users/identity-rules.ts';
import { withdrawLink } from '#app/features/people/users/link-mutations.server.ts';
import {
  createListedAccounts,
  type ListedAccount,
} from '#app/features/people/users/new-account-mutations.server.ts';
import { liveAt } from '#app/features/people/users/rules.ts';
import { type Progress, startJob } from '#app/jobs/background.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { judgeRoster, noteFailure, RosterFailure, storeCheck } from './check-mutations.server.ts';
import { hashKnown, listKnown } from './known-queries.server.ts';
import { removeRosterFile } from './roster-file.server.ts';
import { toJobName } from './roster-queries.server.ts';
import type { JudgedRow, RosterPerson } from './schema.ts';
import type { Known } from './verdict-rules.ts';

/** Makes true what a dry run said: all of it in one transaction, or nothing. */

const changedMeanwhile =
  'People or cohorts were changed since these rows were shown, so nothing was applied. They say now what would be done: look at them again, then apply them.';

/** How often it is judged anew where somebody changes people just as it begins. */
const mostTurns = 3;

/**
 * Applies a list beside the requests, as its rows were shown: `shown` is the hash of what they said. What became of it
 * stands on its page. @returns when that has ended
 */
export function startApply(
  change: Change,
  id: string,
  shown: string,
  follow: FollowDates,
): Promise<void> {
  return startJob(toJobName(id), async ({ signal, confirm }, tell) => {
    try {
      for (let turn = 0; turn < mostTurns; turn += 1) {
        const judged = await judgeRoster(id);
        if (signal.aborted) return;
        const outcome = await inTransaction(
          async (tx): Promise<'done' | 'other rows' | 'again'> => {
            await confirm(tx);
            const roster = await tx.roster.findUniqueOrThrow({ where: { id } });
            if (roster.state === 'applied') return 'done';
            if (judged.rowsHash !== shown || roster.rowsHash !== shown) {
              await storeCheck(tx, id, judged);
              return 'other rows';
            }
            const known = await listKnown(tx);
            if (hashKnown(known) !== judged.knownHash) return 'again';
            await new Application(tx, change, { id, fileName: roster.fileName }, follow, tell).run(
              judged.check.rows,
              known,
            );
            return 'done';
          },
        );
        if (outcome === 'done') return await removeRosterFile(id);
        if (outcome === 'other rows') throw new RosterFailure(changedMeanwhile);
      }
      throw new RosterFailure(changedMeanwhile);
    } catch (error) {
      await noteFailure(id, isUniqueViolation(error) ? new RosterFailure(changedMeanwhile) : error);
    }
  });
}

// How many people are written between two turns of others.
const peopleAtOnce = 200;

/** One list that is applied within one transaction. */
class Application {
  private readonly now: Date;
  private readonly by: { actorId: string; requestId?: string };
  private done = 0;
  private total = 0;

  constructor(
    private readonly tx: Tx,
    private readonly change: Change,
    private readonly roster: { id: string; fileName: string },
    private readonly follow: FollowDates,
    private readonly tell: (progress: Progress) => void,
  ) {
    this.now = change.now ?? new Date();
    this.by = { actorId: change.actor.id, requestId: change.requestId };
  }

  async run(rows: readonly JudgedRow[], known: Known): Promise<void> {
    const { tx, now, roster } = this;
    const of = (verdict: JudgedRow['verdict']) => rows.filter((row) => row.verdict === verdict);
    const [creates, updates, withdraws] = [of('create'), of('update'), of('withdraw')];
    this.total = creates.length + updates.length + withdraws.length;
    const cohorts = await tx.cohort.findMany({ where: { archivedAt: null } });
    const places = new Map(cohorts.map(({ id, name }) => [name, id]));
    await this.create(creates, places, known);
    await this.update(updates, places, known);
    for (const { accountId, leaves } of withdraws) {
      for (const name of leaves) {
        const key = { userId: accountId ?? '', cohortId: places.get(name) ?? '' };
        await withdrawAccount(tx, this.change, key, this.follow);
      }
      await this.step(1);
    }
    const data = { state: 'applied', appliedAt: now, appliedById: this.by.actorId, failure: null };
    const { cohortId, whole } = await tx.roster.update({ where: { id: roster.id }, data });
    await recordAudit(tx, {
      ...this.by,
      action: 'apply-roster',
      subject: 'roster',
      subjectId: roster.id,
      after: {
        fileName: roster.fileName,
        cohortId,
        whole,
        created: creates.length,
        updated: updates.length,
        withdrawn: withdraws.length,
      },
    });
  }

  private async step(count: number): Promise<void> {
    this.done += count;
    this.tell({ done: this.done, total: this.total });
    if (isLongTurn()) await nextTurn();
  }

  private async create(
    rows: readonly JudgedRow[],
    places: ReadonlyMap<string, string>,
    known: Known,
  ): Promise<void> {
    const { tx, now, roster } = this;
    // The ids that its rows were given when they were kept.
    const kept = await tx.rosterRow.findMany({
      where: { rosterId: roster.id, verdict: 'create' },
      orderBy: { position: 'asc' },
      select: { userId: true },
    });
    await this.withdrawInvitations(rows, known);
    for (let from = 0; from < rows.length; from += peopleAtOnce) {
      const some = rows.slice(from, from + peopleAtOnce).flatMap(({ person, enrolls }, at) => {
        const userId = kept[from + at]?.userId;
        return person && userId ? [{ userId, person, enrolls }] : [];
      });
      await createListedAccounts(
        tx,
        { ...this.by, roster: roster.id, now },
        some.map(({ userId, person }) => ({
          userId,
          identity: toIdentity(person),
          role: person.role ?? 'cadet',
        })),
      );
      await this.enrollNew(
        some.flatMap(({ userId, enrolls }) => enrolls.map((name) => ({ userId, name }))),
        places,
      );
      await this.step(some.length);
    }
  }

  /** An account takes the place of an invitation to its address. */
  private async withdrawInvitations(rows: readonly JudgedRow[], { invited = [] }: Known) {
    const waiting = new Set(invited);
    const emails = rows.flatMap(({ person }) => person?.email ?? []);
    const taken = emails.filter((email) => waiting.has(email));
    if (taken.length === 0) return;
    const where = { email: { in: taken }, accountId: null, ...liveAt(this.now) };
    for (const link of await this.tx.invitation.findMany({ where }))
      await withdrawLink(this.tx, this.change, link);
  }

  /** Enrolls people who were never enrolled anywhere: no course of theirs was away. */
  private async enrollNew(
    wanted: readonly { userId: string; name: string }[],
    places: ReadonlyMap<string, string>,
  ): Promise<void> {
    const rows = wanted.map(({ userId, name }) => {
      const cohortId = places.get(name) ?? '';
      return { id: newId(), cohortId, userId, enrolledAt: this.now };
    });
    await insertRows(this.tx, 'Enrollment', rows);
    await recordAudits(
      this.tx,
      rows.map(({ id, cohortId, userId }) => ({
        ...this.by,
        action: 'enroll-cadet' as const,
        subject: 'enrollment' as const,
        subjectId: id,
        after: { cohortId, userId },
      })),
    );
  }

  private async update(
    rows: readonly JudgedRow[],
    places: ReadonlyMap<string, string>,
    { people }: Known,
  ): Promise<void> {
    const { tx, roster } = this;
    const byId = new Map(people.map((person) => [person.id, person]));
    const enrolled = new Set<string>();
    if (rows.some(({ enrolls }) => enrolls.length > 0))
      for (const { userId } of await tx.enrollment.findMany({ select: { userId: true } }))
        enrolled.add(userId);
    for (let from = 0; from < rows.length; from += peopleAtOnce) {
      const some = rows.slice(from, from + peopleAtOnce);
      const changes = some.flatMap(({ accountId, changed }): IdentityChange[] => {
        const stands = byId.get(accountId ?? '');
        return stands && Object.keys(changed).length > 0
          ? [{ userId: stands.id, stands, changed }]
          : [];
      });
      await writeIdentities(tx, changes);
      await recordAudits(
        tx,
        changes.map(({ userId, stands, changed }) => {
          const { before, after } = listDifferences(stands, changed);
          const reason = `List of people: ${roster.fileName}`;
          return {
            ...this.by,
            action: 'correct-person' as const,
            subject: 'user' as const,
            subjectId: userId,
            before,
            after: { ...after, reason },
          };
        }),
      );
      const wanted = some.flatMap(({ accountId, enrolls }) =>
        enrolls.map((name) => ({ userId: accountId ?? '', name })),
      );
      await this.enrollNew(
        wanted.filter(({ userId }) => !enrolled.has(userId)),
        places,
      );
      for (const { userId, name } of wanted.filter(({ userId }) => enrolled.has(userId))) {
        const key = { userId, cohortId: places.get(name) ?? '' };
        await enrollAccount(tx, this.change, key, this.follow);
      }
      await this.step(some.length);
    }
  }
}

function toIdentity(person: RosterPerson): ListedAccount['identity'] {
  const { previousName, status, role, cohorts, ...identity } = person;
  return { ...identity, previousNames: previousName === null ? [] : [previousName] };
}
