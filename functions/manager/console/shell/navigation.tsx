import { Link } from '@tanstack/react-router';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { mayOpen } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { pagePaths } from './page-paths.ts';
import { shellTexts } from './shell-texts.ts';

const pages = Object.keys(pagePaths) as (keyof typeof pagePaths)[];

/** Links to the pages that the person’s role may open. */
export function Navigation({ onFollow }: { readonly onFollow: () => void }) {
  const texts = useTexts(shellTexts);
  const { membership } = useSession();
  if (membership === undefined) return null;
  return (
    <nav aria-label={texts.mainMenu}>
      <ul className="pages">
        {pages
          .filter((page) => mayOpen(page, membership.role))
          .map((page) => (
            <li key={page}>
              <Link
                to={pagePaths[page]}
                activeOptions={{ exact: true, includeSearch: false }}
                onClick={onFollow}
              >
                <Icon name={page} />
                {texts.pages[page]}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
