import { type CalendarDate, parseDate } from '@internationalized/date';
import {
  Button,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DateRangePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
  RangeCalendar,
} from 'react-aria-components';
import { useTexts } from '../../language/language-context.tsx';
import { Icon } from '../icon.tsx';
import type { DayRange } from './day-range.ts';
import { filterTexts } from './filter-texts.ts';

function Calendar() {
  const texts = useTexts(filterTexts);
  return (
    <RangeCalendar className="calendar">
      <header className="calendar-head">
        <Button slot="previous" className="icon-button" aria-label={texts.before}>
          <Icon name="back" />
        </Button>
        <Heading />
        <Button slot="next" className="icon-button" aria-label={texts.after}>
          <Icon name="forth" />
        </Button>
      </header>
      <CalendarGrid className="calendar-days">
        {(date) => <CalendarCell date={date} className="calendar-day" />}
      </CalendarGrid>
    </RangeCalendar>
  );
}

/** Lets the user of the console choose a period of whole days. */
export function DateRangeFilter(props: {
  readonly value: DayRange;
  readonly change: (range: DayRange) => void;
}) {
  const texts = useTexts(filterTexts);
  const { from, to } = props.value;
  const value =
    from === undefined || to === undefined
      ? null
      : ({ start: parseDate(from), end: parseDate(to) } as {
          readonly start: CalendarDate;
          readonly end: CalendarDate;
        });
  return (
    <DateRangePicker
      className="field field-wide"
      value={value}
      onChange={(range) =>
        props.change(
          range === null
            ? { from: undefined, to: undefined }
            : { from: range.start.toString(), to: range.end.toString() },
        )
      }
    >
      <Label className="field-name">{texts.period}</Label>
      <Group className="field-box field-dates">
        <DateInput slot="start" className="date">
          {(segment) => <DateSegment segment={segment} className="date-part" />}
        </DateInput>
        <span aria-hidden="true">–</span>
        <DateInput slot="end" className="date">
          {(segment) => <DateSegment segment={segment} className="date-part" />}
        </DateInput>
        <Button className="field-open" aria-label={texts.openCalendar}>
          <Icon name="calendar" />
        </Button>
      </Group>
      <Popover className="popover" placement="bottom start">
        <Dialog className="calendar-dialog">
          <Calendar />
        </Dialog>
      </Popover>
    </DateRangePicker>
  );
}
