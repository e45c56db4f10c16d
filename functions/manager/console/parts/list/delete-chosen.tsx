import type { Noun } from '../../language/create-formats.ts';
import { defineTexts } from '../../language/define-texts.ts';
import { useFormats, useTexts } from '../../language/language-context.tsx';
import { Confirm } from '../confirm.tsx';
import { Icon } from '../icon.tsx';

/**
 * The smallest number of records for which the user of the console must first type a phrase with
 * the number.
 */
const manyFrom = 10;
/** The largest number of records that the API deletes in one request. */
const perRequest = 200;

const ownTexts = defineTexts({
  en: {
    action: 'Delete',
    title: (what: string) => `Delete ${what}?`,
    detail: (what: string) => `${what} are deleted at once, for everyone. You cannot undo this.`,
    one: (what: string) => `${what} is deleted at once, for everyone. You cannot undo this.`,
    phrase: (what: string) => `DELETE ${what}`,
  },
  de: {
    action: 'Löschen',
    title: (what: string) => `${what} löschen?`,
    detail: (what: string) =>
      `${what} werden sofort und für alle gelöscht. Es lässt sich nicht zurücknehmen.`,
    one: (what: string) =>
      `${what} wird sofort und für alle gelöscht. Es lässt sich nicht zurücknehmen.`,
    phrase: (what: string) => `${what} LÖSCHEN`,
  },
});

/**
 * Deletes the selected records after the user has confirmed it. To delete many records, the user
 * must also type a phrase such as `DELETE 12 RECORDS`.
 */
export function DeleteChosen(props: {
  readonly ids: readonly string[];
  readonly noun: Noun;
  /** A sentence about what is deleted together with the records, and what stays. */
  readonly besides?: string;
  /** Deletes records. It is called with at most 200 ids at a time. */
  readonly remove: (ids: readonly string[]) => Promise<unknown>;
  readonly onDeleted: (ids: readonly string[]) => void;
}) {
  const texts = useTexts(ownTexts);
  const formats = useFormats();
  const { ids, noun, remove, onDeleted } = props;
  const what = formats.plural(ids.length, noun);
  const act = async () => {
    for (let at = 0; at < ids.length; at += perRequest) {
      const some = ids.slice(at, at + perRequest);
      // oxlint-disable-next-line no-await-in-loop
      await remove(some);
      onDeleted(some);
    }
  };
  return (
    <Confirm
      opener={
        <>
          <Icon name="trash" />
          {texts.action}
        </>
      }
      openerClass="plain-button"
      title={texts.title(what)}
      detail={
        <p>
          {ids.length === 1 ? texts.one(what) : texts.detail(what)} {props.besides}
        </p>
      }
      action={texts.action}
      phrase={ids.length < manyFrom ? undefined : texts.phrase(what.toLocaleUpperCase(formats.tag))}
      act={act}
    />
  );
}
