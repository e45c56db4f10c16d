import type { ReactNode } from 'react';

/**
 * A message on a page or pane that shows nothing else. It says what happened and what to do now.
 */
export function Message(props: {
  readonly title: string;
  readonly detail: string;
  readonly isAlert?: boolean;
  /** Whether the message fills the page, so that its title is the page's heading. */
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
