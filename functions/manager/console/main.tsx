import { render } from 'preact';
import { keepSession } from './keep-session.ts';
import { OverviewPage } from './overview-page.tsx';

const container = document.querySelector('#console');
if (container === null) throw new Error('the page has no place for the console');
const { apiBase = '', demo } = document.documentElement.dataset;
render(<OverviewPage apiBase={apiBase} demo={demo} />, container);
keepSession();
