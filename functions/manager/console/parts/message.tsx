import type { ReactNode } from 'react';

/**
 * Shows a message: what happened, and what the user of the console can do. Most of these messages
 * fill an empty page or pane.
 */
export function Message(props: {
  readonly title: string;
  readonly detail: string;
  readonly isAlert?: boolean;
  /** True if the message fills the page, so that its title is the page's heading. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}) {
  const Title = props.isPage === true ? 'h1' : 'h2';
  return (
    <section className="panel notice" role={props.isAlert === true ? 'alert' : undefined}>
      <Title>{props.title}</Title>
      <p>{props.detail}</p>
      {props.children}
    </section>
  );
}
