import { render } from 'preact';
import { OverviewPage } from './overview-page.tsx';

const container = document.querySelector('#console');
if (container === null) throw new Error('the page has no place for the console');
const { apiBase = '', demo } = document.documentElement.dataset;
render(<OverviewPage apiBase={apiBase} demo={demo} />, container);
