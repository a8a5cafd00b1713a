import { Button, ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { ConfirmChange } from '../confirm-change.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Field } from '../field.tsx';
import { RailCard } from '../frame.tsx';
import { Icon, iconNames } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { NumberTiles } from '../number-tiles.tsx';
import { RowMenu } from '../row-menu.tsx';
import { SelectField } from '../select-field.tsx';
import { Sheet } from '../sheet.tsx';
import { type State, StateMark } from '../state-mark.tsx';
import { Tabs } from '../tabs.tsx';
import { TextAreaField } from '../text-area-field.tsx';
import { UndoToast } from '../undo-toast.tsx';

const here = '#controls';
const states: readonly State[] = ['done', 'underway', 'open', 'overdue', 'failed'];
const kinds = ['primary', 'secondary', 'quiet', 'danger'] as const;

/** Buttons, menus, fields and notices, in each of their states. */
export function DesignControls() {
  return (
    <section className="stack" id="controls" aria-labelledby="controls-title">
      <h2 id="controls-title">Controls</h2>
      <div className="cluster">
        {kinds.map((kind) => (
          <Button key={kind} kind={kind} type="button">
            {kind}
          </Button>
        ))}
        <Button type="button" aria-busy="true">
          busy
        </Button>
        <Button type="button" disabled>
          disabled
        </Button>
        <ButtonLink href={here}>
          <Icon name="calendar" /> link
        </ButtonLink>
        <RowMenu about="the first thing">
          <a href={here}>Look at it</a>
          <Button kind="quiet" type="button">
            Put it away
          </Button>
        </RowMenu>
      </div>
      <ul className="cluster plain-list" aria-label="Icons">
        {iconNames.map((name) => (
          <li key={name}>
            <Icon name={name} /> {name}
          </li>
        ))}
      </ul>
      <div className="cluster">
        {states.map((state) => (
          <StateMark key={state} state={state} />
        ))}
      </div>
      <Tabs
        label="Sample tabs"
        tabs={[
          { label: 'First', href: here },
          { label: 'Second', href: '#charts' },
        ]}
        current={here}
      />
      <NumberTiles
        label="Sample figures"
        tiles={[
          { label: 'things', value: 40, beside: 'of 52', href: here, isCurrent: true },
          { label: 'failed', value: 3, href: here, state: 'failed' },
          { label: 'late', value: 12, href: here, state: 'overdue' },
          { label: 'waiting', value: 0, href: here, state: 'underway' },
        ]}
      />
      <Fields />
      <Notices />
      <Sheet label="A sheet, shown by a script" className="design-sheet" />
    </section>
  );
}

function Fields() {
  return (
    <form className="form measure">
      <Field field={{ id: 'd-name', name: 'name', initialValue: 'Something' }} label="Name" />
      <Field
        field={{ id: 'd-day', name: 'day', errors: ['There is no such day.'] }}
        label="Day"
        hint="A day of the calendar."
      />
      <SelectField
        field={{ id: 'd-kind', name: 'kind' }}
        label="Kind"
        options={[
          { value: 'a', label: 'One kind' },
          { value: 'b', label: 'Another kind' },
        ]}
      />
      <TextAreaField field={{ id: 'd-why', name: 'why' }} label="Reason" rows={2} optional />
    </form>
  );
}

function Notices() {
  return (
    <>
      <Notice title="Something to know">With a sentence about it.</Notice>
      <Notice kind="done" title="Something is finished" />
      <Notice kind="attention" title="Something to mind">
        With a sentence about it.
      </Notice>
      <Notice kind="problem" title="Something failed">
        With what to do about it.
      </Notice>
      <UndoToast action={here} values={{}}>
        Three things were put away.
      </UndoToast>
      <EmptyState title="Nothing here yet" action={<ButtonLink href={here}>Add one</ButtonLink>}>
        What will be here, and what to do about it.
      </EmptyState>
      <Card title="A thing among its like" aside={<StateMark state="underway" />}>
        <p>What is to be said of it.</p>
      </Card>
      <RailCard id="d-rail" title="Beside it">
        <p>What stands in the rail.</p>
      </RailCard>
      <ConfirmChange
        says="Both things are put away. This can be undone."
        names={['The first thing', 'The second thing']}
        button="Put 2 things away"
        kind="danger"
        backHref={here}
      >
        <Field field={{ id: 'd-reason', name: 'reason' }} label="Why" />
      </ConfirmChange>
    </>
  );
}
