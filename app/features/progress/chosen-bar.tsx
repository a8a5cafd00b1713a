import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';

/** What can be done with the cadets who are ticked. A script shows it once somebody is, and says how many are. */
export function ChosenBar({ courseId, mayMove }: { courseId: string; mayMove: boolean }) {
  return (
    <div className="chosen-bar">
      <b data-chosen>With those ticked</b>
      <HiddenFields values={{ intent: 'ask-chosen', course: courseId }} />
      <Button kind="secondary" name="what" value="extend">
        Set a due date
      </Button>
      {mayMove && (
        <>
          <Button kind="secondary" name="what" value="move">
            Move to another cohort
          </Button>
          <Button kind="danger" name="what" value="withdraw">
            Withdraw
          </Button>
        </>
      )}
    </div>
  );
}
