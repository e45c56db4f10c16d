import type { ReactNode } from 'react';

/** A page or a pane that has nothing else to show: what is so, and what to do now. */
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
