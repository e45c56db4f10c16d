/** The mayfly: two upright wings, a bent body, three long tails. */
export function MayflyMark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path class="mark-wing" d="M21 27C17 18 19 7 29 3c5 7 3 17-5 25z" />
      <path class="mark-wing" d="M19 27C10 22 5 15 6 8c8 1 14 9 15 19z" />
      <path class="mark-line" d="M22 26C23 19 25 11 28.500 5M20 26C17 19 12 13 7.500 9.500" />
      <path class="mark-body" d="M13 28c4-2 9-2 13 1s7 5 11 5" />
      <path class="mark-line" d="M37 34c3 0 6-2 8-5M37 34c4 1 7 1 10-1M37 34c3 2 5 4 8 5M13 28c-3 0-6-2-8-5" />
      <path class="mark-line" d="M17 28c-1 4-3 7-6 9M21 28c0 4-1 8-3 11M24 29c1 4 1 7 0 10" />
    </svg>
  );
}
