import type { Page } from 'playwright-core';

/**
 * Signs in at the local provider as a person of the demo. `who` is a part of the person's name or
 * email address.
 */
export async function signInAs(page: Page, baseUrl: string, who: string): Promise<void> {
  await page.goto(`${baseUrl}/auth/sign-in`);
  await page.getByRole('link', { name: 'Demo people' }).click();
  await page.getByRole('button', { name: who }).click();
  await page.waitForURL(`${baseUrl}/`);
}
