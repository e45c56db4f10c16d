import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const channels = ['whatsapp', 'facebook', 'wechat'] as const;

/** Filters of the page that stand in its address. */
export const sessionFilters = defineFilters({ channel: oneOf(channels) });
