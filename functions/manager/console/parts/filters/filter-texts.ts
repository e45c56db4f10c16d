import { defineTexts } from '../../language/define-texts.ts';

export const filterTexts = defineTexts({
  en: {
    filters: 'Filters',
    all: 'All',
    clear: 'Clear the filters',
    period: 'Period',
    openCalendar: 'Open the calendar',
    before: 'Previous month',
    after: 'Next month',
    find: 'Find',
    findBy: 'Find by',
    found: (kind: string) => `Found by ${kind}`,
    stop: 'Show all again',
  },
  de: {
    filters: 'Filter',
    all: 'Alle',
    clear: 'Filter zurücksetzen',
    period: 'Zeitraum',
    openCalendar: 'Kalender öffnen',
    before: 'Voriger Monat',
    after: 'Nächster Monat',
    find: 'Suchen',
    findBy: 'Suchen nach',
    found: (kind: string) => `Gesucht: ${kind}`,
    stop: 'Wieder alle zeigen',
  },
});
