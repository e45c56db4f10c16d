import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';

/** Participations in raffles. */
export function createRafflesApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, { category: raffleParticipations });
}
