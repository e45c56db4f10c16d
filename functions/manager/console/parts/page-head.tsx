import type { ReactNode } from 'react';

/** The heading of a page, what it is about, and what can be done with all of it. */
export function PageHead(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div>
        <h1>{props.title}</h1>
        {props.lead !== undefined && <p>{props.lead}</p>}
      </div>
      {props.children}
    </header>
  );
}
