import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const channels = ['whatsapp', 'facebook', 'wechat'] as const;

/** Filters that are part of the page's URL. */
export const sessionFilters = defineFilters({ channel: oneOf(channels) });
