/** Outlines on a grid of 24 by 24, drawn with a line width of 1.75. */
const outlines = {
  overview: 'M4 20V11M10 20V4M16 20v-6M21 20H3',
  live: 'M4 5h16v11H10l-5 4v-4H4z',
  consents: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-5',
  coupons: 'M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM10 7v10',
  loyalty: 'M12 4l2.500 5 5.500.700-4 3.800 1 5.500-5-2.700L7 19l1-5.500L4 9.700 9.500 9z',
  giveaways:
    'M4 9h16v4H4zM6 13v7h12v-7M12 9v11M12 9C8 9 7 7 8 5.500S12 6 12 9c0-3 3-5 4-3.500S16 9 12 9',
  customers:
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  variables:
    'M8 4c-2.500 0-3 1.500-3 4 0 2-.5 3.500-2 4 1.500.5 2 2 2 4 0 2.500.5 4 3 4M16 4c2.500 0 3 1.500 3 4 0 2 .5 3.500 2 4-1.500.5-2 2-2 4 0 2.500-.5 4-3 4M10 10l4 5M14 10l-4 5',
  requests: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h6M9 16h6',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  plus: 'M12 5v14M5 12h14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  back: 'M15 5l-7 7 7 7',
  runtimeLog: 'M5 4h14v16H5zM8 9h8M8 13h8M8 17h4',
  managerLog:
    'M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  storage: 'M5 7c0-4 14-4 14 0v10c0 4-14 4-14 0zM5 7c0 4 14 4 14 0M5 12c0 4 14 4 14 0',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM9 14.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  undo: 'M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M7 10l5 5 5-5',
  forth: 'M9 5l7 7-7 7',
  calendar: 'M4 6h16v14H4zM4 11h16M8 3v5M16 3v5',
  find: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.500 4.500',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  facts: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.500',
  command: 'M5 7l5 5-5 5M12 18h7',
  nlu: 'M4 12l5 5L20 6',
  sessions: 'M8 3h8v18H8zM11 18h2',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
} as const;

export type IconName = keyof typeof outlines;

/** Shows a small drawing next to a word, or in a button with a label. Screen readers skip it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable={false}>
      <path d={outlines[name]} />
    </svg>
  );
}
