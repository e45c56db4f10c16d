import type { ReactNode } from 'react';

/**
 * A message on a page or pane that has nothing else to show. It says what has happened, and what to
 * do now.
 */
export function Message(props: {
  readonly title: string;
  readonly detail: string;
  readonly isAlert?: boolean;
  /** Whether it is all that the page shows, so that its title is that of the page. */
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
