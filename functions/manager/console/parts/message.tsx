import type { ReactNode } from 'react';

/**
 * A message on a page or pane that has nothing else to show. It says what has happened, and what to
 * do now.
 */
export function Message(props: {
  readonly title: string;
  readonly detail: string;
  readonly isAlert?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <section className="panel notice" role={props.isAlert === true ? 'alert' : undefined}>
      <h2>{props.title}</h2>
      <p>{props.detail}</p>
      {props.children}
    </section>
  );
}
