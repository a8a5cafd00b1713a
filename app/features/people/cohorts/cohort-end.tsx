import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { CohortDetail } from './admin-queries.server.ts';
import { whyKept } from './admin-rules.ts';
import { AskedFirst } from './asked-first.tsx';
import type { CadetList } from './cadet-list-queries.server.ts';
import { CohortSection, resultOf, type SectionState } from './cohort-section.tsx';

type CohortEndProps = SectionState & {
  cohort: CohortDetail;
  roster: Pick<CadetList, 'enrolled' | 'everEnrolled'>;
};

/** What becomes of a cohort that is over, or was made by mistake. */
export function CohortEnd({ cohort, roster, ...state }: CohortEndProps) {
  const { name, archivedAt, liveInvitations } = cohort;
  const { enrolled, everEnrolled } = roster;
  const kept = whyKept({ everEnrolled, liveInvitations });
  const refused = resultOf(state, 'remove-cohort')?.error?.[''];
  return (
    <CohortSection
      id="end"
      title="Archive or remove"
      saved={state.saved}
      intents={['archive-cohort', 'bring-back-cohort']}
    >
      <FormError form={{ id: 'end', errors: refused }} />
      {archivedAt ? (
        <>
          <p>
            The cohort is archived: lists and choices leave it out, and for its cadets it counts as
            one that has ended. Nothing in it was changed. {toInvitationWords(liveInvitations)}
          </p>
          <PostForm action="#end">
            <HiddenFields values={{ intent: 'bring-back-cohort' }} />
            <Button kind="secondary">Bring it back</Button>
          </PostForm>
        </>
      ) : (
        <AskedFirst
          label="Archive"
          about={name}
          says={`${name} leaves the lists of cohorts, the choices in forms and Teach; “Archived cohorts” has it. ${toCadetWords(enrolled)} ${toInvitationWords(liveInvitations)}Every record and the audit log stay, and bringing it back undoes it.`}
          button={`Archive ${name}`}
          action="#end"
          values={{ intent: 'archive-cohort' }}
        />
      )}
      {kept ? (
        !refused && <p className="muted">The cohort cannot be removed. {kept}</p>
      ) : (
        <AskedFirst
          label="Remove"
          about={name}
          says={`Nobody was ever enrolled in ${name}, so no record names it. It goes with its dates, its instructors and the courses assigned to it, and nothing brings it back; the audit log keeps what it was.`}
          button={`Remove ${name}`}
          action="#end"
          values={{ intent: 'remove-cohort' }}
        />
      )}
    </CohortSection>
  );
}

function toCadetWords(enrolled: number): string {
  if (enrolled === 0) return 'Nobody is enrolled.';
  const who = countOf(enrolled, 'cadet is', 'cadets are');
  return `${who} enrolled: they keep its courses and dates as in a cohort that has ended, and a running cohort’s dates go first.`;
}

function toInvitationWords(live: number): string {
  if (live === 0) return '';
  return `${countOf(live, 'invitation still leads', 'invitations still lead')} to it: who accepts one joins it, archived or not. Withdraw what is not meant any more, among the people. `;
}
