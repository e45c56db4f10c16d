import { html } from 'hono/html';

/**
 * The console's logo, a mayfly, as inline SVG. So the sign-in page loads no file of the console.
 */
export const mark = html`<svg class="mark" viewBox="2 0 62 44" aria-hidden="true" focusable="false">
  <path class="wing" d="M24 29C20 19 24 7 36 2c7 6 5 18-8 28z"/>
  <path class="wing" d="M28 30c5-6 11-9 16-7 0 6-7 9-15 8z"/>
  <path class="vein" d="M25 28C27 18 30 9 36 2M26.500 28.500C31 21 36 14 39.500 9M29 30.500c5-2 10-5 15-7"/>
  <path d="M50 31c5-4 8-10 9-18M50 31c6-3 10-8 13-13M50 31c6-1 10-3 13-6M18 30c-3 4-8 5-13 2"/>
  <path class="body" d="M14 29.500c6-2 12-1 18 2s12 4 18-.500"/>
  <circle class="head" cx="12.500" cy="29.500" r="2.250"/>
</svg>`;
